//! `add determination --superseded-by`: a view that is recorded after the later one that took its place.

use crate::cli::batch::{self, Checked, File};
use crate::cli::desk::{Desk, Found};
use crate::cli::edit::Opened;
use crate::cli::name;
use crate::cli::supersede;
use crate::failure::Failure;
use crate::record::Kind;
use crate::register::Register;

/// The file of the new view and that of the later one, which names it; both are saved or neither.
///
/// # Errors
///
/// Where there is no such later view, or it cannot have taken the place of the new one.
pub(super) fn both(
    found: &Found<'_>,
    desk: &Desk<'_>,
    new: File,
    later: &str,
) -> Result<(Vec<File>, Checked), Failure> {
    let before = found.sources()?;
    let sources = before.clone().with(vec![new.source()]);
    let (register, _) = Register::build(&sources);
    let later = name::find_among(&register, later, &[Kind::Determination])?;
    let opened = Opened {
        key: (new.kind, new.id.clone()),
        sources,
        register,
    };
    let said = supersede::view(&opened, &later.1)?;
    let source = opened.file(&said.key)?;
    let files = vec![new, File::changed(&said.key, source, said.text)];
    let checked = batch::checked(desk, &before, &files);
    Ok((files, checked))
}
