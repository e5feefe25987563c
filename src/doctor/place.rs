//! Where the register lies: whether there is one, and whether another program or another machine writes there too.

use super::surroundings::Family;
use super::{Finding, Surroundings};

/// Services that bring a folder to other machines file by file, by what their folders are called. `*` stands for any end.
const SERVICES: [(&str, &[&str]); 8] = [
    ("OneDrive", &["onedrive", "onedrive - *", "onedrive-*"]),
    ("Dropbox", &["dropbox", "dropbox (*", "dropbox-*"]),
    (
        "Google Drive",
        &["google drive", "googledrive", "googledrive-*", "my drive"],
    ),
    (
        "iCloud Drive",
        &["icloud drive", "iclouddrive", "icloud~*", "com~apple~clouddocs"],
    ),
    ("Box", &["box", "box sync", "box-box"]),
    ("Nextcloud", &["nextcloud"]),
    ("ownCloud", &["owncloud"]),
    ("a cloud service", &["cloudstorage"]),
];

/// File systems of other machines, by what the system calls their kind.
const NETWORKS: [(&str, &str); 11] = [
    ("nfs", "NFS"),
    ("nfs4", "NFS"),
    ("cifs", "a Windows share"),
    ("smb3", "a Windows share"),
    ("smbfs", "a Windows share"),
    ("afpfs", "an Apple share"),
    ("webdav", "WebDAV"),
    ("fuse.davfs", "WebDAV"),
    ("fuse.sshfs", "SSH"),
    ("9p", "a folder of the host machine"),
    ("fuse.rclone", "a cloud service"),
];

/// Whether here is a register, and where it was found.
pub(super) fn register(seen: &Surroundings) -> Vec<Finding> {
    let folder = &seen.folder;
    if folder.holds_register {
        let how = if folder.is_named {
            "as it was named"
        } else {
            "found from here"
        };
        return vec![Finding::well(
            "register",
            format!("the register is in {}, {how}", folder.path),
        )];
    }
    vec![Finding::doubtful(
        "register",
        format!("there is no register in {} or above it", folder.path),
        "go to a register's folder, name one with --register, or start one: scrutiny init --name \"...\" --publisher \"...\"",
    )]
}

/// Whether the register lies where a service brings it to other machines file by file.
pub(super) fn cloud(seen: &Surroundings) -> Vec<Finding> {
    if !seen.folder.holds_register {
        return Vec::new();
    }
    let Some(service) = service(&seen.folder.path, &seen.folder.one_drives) else {
        return Vec::new();
    };
    vec![Finding::doubtful(
        "cloud",
        format!(
            "the register lies in a folder of {service}, which copies Git's files one by one while they change: that can \
             leave two versions of a file, or a history that cannot be read"
        ),
        "keep it in a folder that is not synchronised, such as one beside your documents, and share it with `scrutiny sync` \
         (docs/sync.md)",
    )]
}

/// The service in whose folder a path lies.
fn service(path: &str, one_drives: &[String]) -> Option<&'static str> {
    let flat = |text: &str| text.replace('\\', "/").to_lowercase();
    let path = flat(path);
    let is_below = |root: &String| {
        let root = flat(root);
        let root = root.trim_end_matches('/');
        !root.is_empty()
            && path
                .strip_prefix(root)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    if one_drives.iter().any(is_below) {
        return Some("OneDrive");
    }
    let parts: Vec<&str> = path.split('/').collect();
    let is_of = |name: &str| {
        parts.iter().any(|part| match name.strip_suffix('*') {
            Some(start) => part.starts_with(start),
            None => *part == name,
        })
    };
    SERVICES
        .iter()
        .find(|(_, names)| names.iter().any(|name| is_of(name)))
        .map(|(service, _)| *service)
}

/// Whether the register lies on another machine.
pub(super) fn network(seen: &Surroundings) -> Vec<Finding> {
    if !seen.folder.holds_register {
        return Vec::new();
    }
    let Some(kind) = kind_of_network(seen) else {
        return Vec::new();
    };
    vec![Finding::doubtful(
        "network",
        format!(
            "the register lies on another machine ({kind}): work is slower there, and locks and renames are only as good as \
             that machine makes them"
        ),
        "keep a copy of your own on this machine and share it through that folder: scrutiny sync --with FOLDER (docs/sync.md)",
    )]
}

fn kind_of_network(seen: &Surroundings) -> Option<String> {
    let folder = &seen.folder;
    let is_share = seen.family == Family::Windows && {
        let path = folder.path.replace('/', "\\");
        let path = path
            .strip_prefix(r"\\?\UNC\")
            .map(|rest| format!(r"\\{rest}"))
            .unwrap_or(path);
        path.starts_with(r"\\") && !path.starts_with(r"\\?\") && !path.starts_with(r"\\.\")
    };
    if is_share {
        return Some("a Windows share".to_owned());
    }
    let mount = folder.mount.as_ref()?;
    let (_, words) = NETWORKS.iter().find(|(kind, _)| *kind == mount.kind)?;
    Some(format!("{words}, {}", mount.source))
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::super::surroundings::{Folder, Mount};
    use super::super::tests::told;
    use super::*;

    fn at(path: &str) -> Surroundings {
        Surroundings {
            folder: Folder {
                path: path.into(),
                holds_register: true,
                ..Folder::default()
            },
            ..Surroundings::default()
        }
    }

    #[test]
    fn folders_of_services_are_known_by_their_names() {
        for (path, wanted) in [
            (
                r"C:\Users\Ann\OneDrive - Northmere Council\register",
                Some("OneDrive"),
            ),
            (r"C:\Users\Ann\OneDrive\register", Some("OneDrive")),
            (
                "/Users/ann/Library/CloudStorage/OneDrive-Northmere/register",
                Some("OneDrive"),
            ),
            (
                "/Users/ann/Library/CloudStorage/Elsewhere/register",
                Some("a cloud service"),
            ),
            (
                "/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/register",
                Some("iCloud Drive"),
            ),
            ("/home/ann/Dropbox (Northmere)/register", Some("Dropbox")),
            (r"G:\My Drive\register", Some("Google Drive")),
            ("/Users/ann/Box Sync/register", Some("Box")),
            ("/home/ann/letterbox/register", None),
            ("/home/ann/onedriver/register", None),
            (r"C:\Users\Ann\registers\kent", None),
        ] {
            assert_eq!(service(path, &[]), wanted, "{path}");
        }
    }

    #[test]
    fn a_folder_that_the_environment_names_is_known_whatever_it_is_called() {
        let roots = [r"D:\Work\Northmere\".to_owned(), String::new()];
        assert_eq!(service(r"d:\work\northmere\register", &roots), Some("OneDrive"));
        assert_eq!(service(r"d:\work\northmere2\register", &roots), None);
    }

    #[test]
    fn other_machines_are_known_by_path_or_by_what_is_mounted() {
        let mut seen = at(r"\\server\scrutiny\register");
        assert!(
            told(network, &seen).is_empty(),
            "on no other system is that a share"
        );
        seen.family = Family::Windows;
        assert_eq!(told(network, &seen)[0].0, State::Doubtful);
        for (path, wanted) in [(r"\\?\UNC\server\share\r", 1), (r"\\?\C:\r", 0), (r"C:\r", 0)] {
            seen.folder.path = path.into();
            assert_eq!(told(network, &seen).len(), wanted, "{path}");
        }
        let mut seen = at("/mnt/share/register");
        for (kind, wanted) in [
            ("cifs", 1),
            ("nfs4", 1),
            ("fuse.sshfs", 1),
            ("ext4", 0),
            ("overlay", 0),
        ] {
            seen.folder.mount = Some(Mount {
                kind: kind.into(),
                source: "//server/share".into(),
            });
            let found = told(network, &seen);
            assert_eq!(found.len(), wanted, "{kind}");
            assert!(
                found.iter().all(|(_, what)| what.contains("//server/share")),
                "{found:?}"
            );
        }
    }

    #[test]
    fn without_a_register_nothing_is_wrong_yet() {
        let mut seen = at("/home/ann/OneDrive");
        assert_eq!(told(register, &seen)[0].0, State::Well);
        assert_eq!(told(cloud, &seen).len(), 1);
        seen.folder.holds_register = false;
        assert_eq!(told(register, &seen)[0].0, State::Doubtful);
        assert!(told(cloud, &seen).is_empty());
    }
}
