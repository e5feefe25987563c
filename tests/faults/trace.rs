//! Runs the program and ends it at a system call of our choice, with all that it started.
//!
//! The kernel stops the program, its threads and its children before and after each call (ptrace). The calls that can
//! change something outside are counted; at the one that is named, everything is killed before the call is made. A call
//! can also be refused in the kernel's place, as by a full disk.

use std::fs::File;
use std::io::Write;
use std::process::Stdio;

pub(crate) use nix::errno::Errno;

use crate::environment::Environment;

/// Who is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whom {
    /// The program and all it started, as when the computer goes off or the session ends.
    All,
    /// The one that makes the call, be it the program itself or a child of it.
    One,
}

/// Where to kill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum At {
    /// Nowhere: the calls are only counted.
    Never,
    /// Before the call with this number, the first being 1, among those that can change something.
    Change(usize),
    /// Before the call with this number, of any kind.
    Any(usize),
    /// No kill: from the call with this number on, among those that can change something, each that needs room or
    /// permission is refused with this error (`ENOSPC`, `EROFS`), as by a disk that is full from then on.
    Refused(usize, Errno),
}

/// How a run went.
#[derive(Debug)]
pub(crate) struct Run {
    /// The exit code; none where it was killed.
    pub(crate) code: Option<i32>,
    /// How many calls were made, of any kind.
    pub(crate) calls: usize,
    /// The calls that can change something, in order, by name.
    pub(crate) changes: Vec<&'static str>,
    /// What it said on standard error.
    pub(crate) err: String,
}

impl Run {
    /// Whether it had told the clerk that the record is saved.
    pub(crate) fn said_saved(&self) -> bool {
        self.said("Saved as commit")
    }

    pub(crate) fn said(&self, words: &str) -> bool {
        self.err.contains(words)
    }
}

/// Whether programs can be stopped at their calls here. Where they cannot, this is said aloud; where
/// `SCRUTINY_FAULTS` asks for it, it is a failure.
pub(crate) fn is_possible() -> bool {
    let environment = Environment::new();
    match run_program(&environment, "true", &[], At::Never, Whom::All) {
        Ok(run) if run.code == Some(0) && run.calls > 0 => true,
        other => {
            let why = match other {
                Ok(run) => format!("{run:?}"),
                Err(error) => error,
            };
            let told =
                format!("NOT TESTED: this machine lets no program be stopped at its calls (ptrace): {why}");
            assert!(!is_strict(), "{told}");
            eprintln!("{told}");
            // Also where the output of tests that pass is not shown.
            let _ = writeln!(std::io::stderr(), "{told}");
            false
        }
    }
}

/// Whether none of these tests may be left out for want of what a machine allows.
pub(crate) fn is_strict() -> bool {
    std::env::var_os("SCRUTINY_FAULTS").is_some_and(|value| value == "all" || value == "strict")
}

/// Whether every test is to be run at full length, and none left out.
pub(crate) fn is_in_earnest() -> bool {
    std::env::var_os("SCRUTINY_FAULTS").is_some_and(|value| value == "all")
}

/// Runs scrutiny in a folder and kills it at a call.
#[track_caller]
pub(crate) fn run(environment: &Environment, args: &[&str], at: At, whom: Whom) -> Run {
    run_program(environment, env!("CARGO_BIN_EXE_scrutiny"), args, at, whom).expect("ptrace works")
}

fn run_program(
    environment: &Environment,
    program: &str,
    args: &[&str],
    at: At,
    whom: Whom,
) -> Result<Run, String> {
    let said = tempfile::NamedTempFile::new().expect("a temporary file");
    // Says that it is there and waits for a line, so that the program alone is watched, and from its beginning.
    let mut command = environment.command("sh");
    command
        .current_dir(environment.path())
        .args(["-c", "echo; read go; exec \"$0\" \"$@\" </dev/null >/dev/null"])
        .arg(program)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(File::options().append(true).open(said.path()).expect("the file"));
    let child = command.spawn().expect("sh starts");
    let mut run = watch::run(child, at, whom)?;
    run.err = std::fs::read_to_string(said.path()).expect("what it said");
    Ok(run)
}

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod watch {
    use std::collections::{BTreeMap, BTreeSet};
    use std::io::{Read, Write};
    use std::process::Child;

    use nix::errno::Errno;
    use nix::libc;
    use nix::sys::ptrace::{self, Options};
    use nix::sys::signal::{Signal, kill};
    use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
    use nix::unistd::Pid;

    use super::{At, Run, Whom};

    pub(super) fn run(mut child: Child, at: At, whom: Whom) -> Result<Run, String> {
        let main = Pid::from_raw(i32::try_from(child.id()).expect("a process id"));
        let options = Options::PTRACE_O_TRACESYSGOOD
            | Options::PTRACE_O_TRACECLONE
            | Options::PTRACE_O_TRACEFORK
            | Options::PTRACE_O_TRACEVFORK
            | Options::PTRACE_O_TRACEEXEC
            | Options::PTRACE_O_EXITKILL;
        let mut output = child.stdout.take().expect("a pipe");
        output.read_exact(&mut [0]).expect("sh is there");
        if let Err(error) = ptrace::seize(main, options) {
            let _ = child.kill();
            let _ = child.wait();
            return Err(error.to_string());
        }
        let mut input = child.stdin.take().expect("a pipe");
        input.write_all(b"go\n").expect("sh reads");
        drop(input);
        Watch::new(main, at, whom).until_the_end()
    }

    struct Watch {
        main: Pid,
        at: At,
        whom: Whom,
        alive: BTreeSet<Pid>,
        /// Who waits for the end of a call that was refused, and the error to be told.
        refused: BTreeMap<Pid, Errno>,
        run: Run,
    }

    impl Watch {
        fn new(main: Pid, at: At, whom: Whom) -> Self {
            let run = Run {
                code: None,
                calls: 0,
                changes: Vec::new(),
                err: String::new(),
            };
            let alive = BTreeSet::from([main]);
            Self {
                main,
                at,
                whom,
                alive,
                refused: BTreeMap::new(),
                run,
            }
        }

        fn until_the_end(mut self) -> Result<Run, String> {
            // Only the children of this thread: other tests have theirs.
            let flags = WaitPidFlag::__WALL | WaitPidFlag::__WNOTHREAD;
            loop {
                let (pid, signal) = match waitpid(Pid::from_raw(-1), Some(flags)) {
                    Err(Errno::ECHILD) => return Ok(self.run),
                    Err(Errno::EINTR) => continue,
                    Err(error) => return Err(error.to_string()),
                    Ok(WaitStatus::Exited(pid, code)) => {
                        self.alive.remove(&pid);
                        if pid == self.main {
                            self.run.code = Some(code);
                        }
                        continue;
                    }
                    Ok(WaitStatus::Signaled(pid, ..)) => {
                        self.alive.remove(&pid);
                        continue;
                    }
                    Ok(WaitStatus::PtraceSyscall(pid)) => {
                        if self.is_the_one(pid) {
                            self.kill(pid);
                            continue;
                        }
                        (pid, None)
                    }
                    Ok(WaitStatus::Stopped(pid, signal)) => (pid, Some(signal)),
                    Ok(WaitStatus::PtraceEvent(pid, ..)) => (pid, None),
                    Ok(other) => return Err(format!("{other:?}")),
                };
                self.alive.insert(pid);
                match ptrace::syscall(pid, signal) {
                    // It was killed meanwhile, or ended with the program it is a thread of.
                    Ok(()) | Err(Errno::ESRCH) => {}
                    Err(error) => return Err(error.to_string()),
                }
            }
        }

        /// Counts a call that is about to be made; whether it is the one to kill at.
        fn is_the_one(&mut self, pid: Pid) -> bool {
            let Ok(mut registers) = ptrace::getregs(pid) else {
                return false;
            };
            if let Some(error) = self.refused.remove(&pid) {
                registers.rax = u64::from_ne_bytes((-i64::from(error as i32)).to_ne_bytes());
                ptrace::setregs(pid, registers).expect("its registers can be set");
                return false;
            }
            // Before a call the kernel lays this where the result will be.
            let is_entry = i64::from_ne_bytes(registers.rax.to_ne_bytes()) == -i64::from(libc::ENOSYS);
            if !is_entry {
                return false;
            }
            self.run.calls += 1;
            let arguments = [registers.rdi, registers.rsi, registers.rdx];
            let name = change(registers.orig_rax, arguments);
            self.run.changes.extend(name);
            match self.at {
                At::Never => false,
                At::Change(number) => name.is_some() && self.run.changes.len() == number,
                At::Any(number) => self.run.calls == number,
                At::Refused(number, error) => {
                    if self.run.changes.len() >= number
                        && name.is_some_and(|name| needs_room(name, arguments[0]))
                    {
                        // There is no such call: the kernel does nothing.
                        registers.orig_rax = u64::MAX;
                        ptrace::setregs(pid, registers).expect("its registers can be set");
                        self.refused.insert(pid, error);
                    }
                    false
                }
            }
        }

        fn kill(&self, pid: Pid) {
            if self.whom == Whom::One {
                let _ = kill(pid, Signal::SIGKILL);
                return;
            }
            for pid in &self.alive {
                // A thread's number names its program, which may be gone already.
                let _ = kill(*pid, Signal::SIGKILL);
            }
        }
    }

    /// Whether a call needs room on the disk, and permission; what is said to a person needs none.
    fn needs_room(name: &str, file: u64) -> bool {
        match name {
            "write" => file > 2,
            "open" | "openat" | "creat" | "mkdir" | "link" | "symlink" | "rename" | "copy" | "fsync" => true,
            _ => false,
        }
    }

    /// The name of a call that can change something outside the program; none for others.
    fn change(number: u64, arguments: [u64; 3]) -> Option<&'static str> {
        let writes = |flags: u64| {
            let flags = i32::try_from(flags & 0xffff_ffff).unwrap_or(0);
            flags & (libc::O_ACCMODE | libc::O_CREAT | libc::O_TRUNC) != libc::O_RDONLY
        };
        Some(match i64::try_from(number).ok()? {
            libc::SYS_open if writes(arguments[1]) => "open",
            libc::SYS_openat if writes(arguments[2]) => "openat",
            libc::SYS_creat => "creat",
            libc::SYS_write | libc::SYS_pwrite64 | libc::SYS_writev | libc::SYS_pwritev => "write",
            libc::SYS_rename | libc::SYS_renameat | libc::SYS_renameat2 => "rename",
            libc::SYS_link | libc::SYS_linkat => "link",
            libc::SYS_symlink | libc::SYS_symlinkat => "symlink",
            libc::SYS_unlink | libc::SYS_unlinkat => "unlink",
            libc::SYS_mkdir | libc::SYS_mkdirat => "mkdir",
            libc::SYS_rmdir => "rmdir",
            libc::SYS_fsync | libc::SYS_fdatasync => "fsync",
            libc::SYS_truncate | libc::SYS_ftruncate | libc::SYS_fallocate => "truncate",
            libc::SYS_chmod | libc::SYS_fchmod | libc::SYS_fchmodat => "chmod",
            libc::SYS_utimensat => "utimes",
            libc::SYS_flock => "flock",
            libc::SYS_copy_file_range | libc::SYS_sendfile => "copy",
            libc::SYS_sendto | libc::SYS_sendmsg | libc::SYS_connect => "send",
            libc::SYS_execve => "execve",
            libc::SYS_exit_group => "exit",
            _ => return None,
        })
    }
}

#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
mod watch {
    use super::{At, Run, Whom};

    pub(super) fn run(mut child: std::process::Child, _at: At, _whom: Whom) -> Result<Run, String> {
        let _ = child.kill();
        let _ = child.wait();
        Err("this test knows the calls of Linux on x86-64 only".to_owned())
    }
}
