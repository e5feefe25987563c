//! The look that a register gives its site: colours that cannot be read.

use super::{Case, Rule};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Example, Severity};
use crate::source::{Location, Spanned};
use crate::value::{Colour, READABLE};

pub(super) const RULES: &[Rule] = &[Rule {
    code: &FAINT_LINK,
    check: faint_link,
}];

/// The grounds that links stand on, by day and by night: `--paper`, `--raised` and `--sunk` of
/// `templates/style/colours.css`. A test holds them to that file.
pub(crate) const PAPERS: [[Colour; 3]; 2] = [
    [
        Colour::new(0xfc, 0xfb, 0xf8),
        Colour::new(0xff, 0xff, 0xff),
        Colour::new(0xf1, 0xef, 0xe8),
    ],
    [
        Colour::new(0x14, 0x1a, 0x1a),
        Colour::new(0x1c, 0x24, 0x24),
        Colour::new(0x20, 0x2a, 0x29),
    ],
];

/// Links in a colour that is hard to read.
const FAINT_LINK: Code = Code {
    name: "faint-link",
    severity: Severity::Error,
    summary: "The colour of links is too close to that of the page to be read by everybody.",
    explain: "Words need a contrast of at least 4.5 to 1 with what is behind them (WCAG 2.2, success criterion 1.4.3, \
              which public bodies must meet). Links stand on the page, on cards and on the foot of pages, so the \
              darkest of these by day, and the lightest by night, decides. The message names the nearest colour that \
              can be read.",
    example: Example {
        path: "records/register.yaml",
        bad: "name: Register\npublisher: A council\nlook:\n  link: \"#ff69b4\"\n",
        good: "name: Register\npublisher: A council\nlook:\n  link: \"#0c5a70\"\n",
    },
};

fn faint_link(case: &Case<'_>, problems: &mut Diagnostics) {
    let settings = case.register.settings.as_ref();
    let file = case.sources.locate("records/register.yaml");
    let Some((look, (source, _))) = settings.and_then(|settings| settings.look.as_ref()).zip(file) else {
        return;
    };
    let dark = look.dark.as_ref().and_then(|dark| dark.link.as_ref());
    for (link, papers, screen) in [
        (look.link.as_ref(), PAPERS[0], "a light"),
        (dark, PAPERS[1], "a dark"),
    ] {
        let Some(Spanned { value: link, span }) = link else {
            continue;
        };
        let contrasts = papers.iter().map(|paper| link.contrast(*paper));
        let least = contrasts.fold(f64::INFINITY, f64::min);
        if least < READABLE {
            // Rounded down, so that 4.49 is not told as 4.5.
            let told = (least * 10.0).floor() / 10.0;
            let message = format!(
                "links in {link} have a contrast of {told:.1} to 1 on {screen} screen; 4.5 is needed"
            );
            let at = Location { source, span: *span };
            problems.push(Diagnostic::new(&FAINT_LINK, at, message).cure(format!(
                "the nearest colour that can be read is \"{}\"",
                link.readable_on(&papers)
            )));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grounds_are_those_of_the_style_sheet() {
        let css = include_str!("../../templates/style/colours.css");
        let (day, night) = css.split_once("prefers-color-scheme: dark").expect("two schemes");
        for (part, papers) in [day, night].into_iter().zip(PAPERS) {
            for (name, paper) in ["--paper", "--raised", "--sunk"].into_iter().zip(papers) {
                assert!(part.contains(&format!("{name}: {paper};")), "{name}: {paper}");
            }
        }
    }
}
