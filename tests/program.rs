//! Running `portico` as a user would: with arguments, an input and an environment.

use serde_json::Value;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

/// Gives the program under test: the one that [`portico_xtask::PROGRAM`] names, else one built from the current
/// sources, in the profile of the running test.
///
/// # Panics
///
/// When it can't be built.
#[must_use]
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| env::var_os(portico_xtask::PROGRAM).map_or_else(build, PathBuf::from))
}

fn build() -> PathBuf {
    let run = portico_xtask::built::cargo()
        .args(["build", "--quiet", "--package", "portico-cli", "--message-format", "json-render-diagnostics"])
        .args(["--profile", &profile()])
        .stderr(Stdio::inherit())
        .output()
        .expect("cargo can be started");
    assert!(run.status.success(), "the program under test can't be built");
    String::from_utf8_lossy(&run.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .find_map(|message| message.get("executable")?.as_str().map(PathBuf::from))
        .expect("cargo names the program that it built")
}

/// Gives the profile that this test was built in, by the name of its folder, `target/PROFILE/deps`.
///
/// # Panics
///
/// When the test doesn't know its path.
#[must_use]
pub fn profile() -> String {
    let test = env::current_exe().expect("a test knows its path");
    let folder = test.ancestors().nth(2).and_then(Path::file_name).and_then(OsStr::to_str);
    match folder {
        Some("debug") | None => "dev".to_owned(),
        Some(other) => other.to_owned(),
    }
}

/// A run of the program, to be described and then [ended](Run::ended).
pub struct Run {
    command: Command,
    input: Vec<u8>,
}

/// The end of a run.
#[derive(Debug)]
pub struct Ended {
    /// The exit code.
    pub code: i32,
    /// The text on standard output.
    pub output: String,
    /// The text on standard error.
    pub talk: String,
    /// The most memory that it had, in bytes, as far as this system tells.
    pub peak: Option<u64>,
}

/// Prepares a run of `portico` with these arguments, without input, colour or an Exposure in its environment.
pub fn portico<Argument: AsRef<OsStr>>(arguments: impl IntoIterator<Item = Argument>) -> Run {
    let mut command = Command::new(program());
    command.args(arguments).env_remove("NO_COLOR").env_remove("PORTICO_EXPOSURE");
    Run { command, input: Vec::new() }
}

impl Run {
    /// Gives it something on standard input.
    #[must_use]
    pub fn input(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.input = input.into();
        self
    }

    /// Sets a variable.
    #[must_use]
    pub fn variable(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs it in a folder.
    #[must_use]
    pub fn folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Runs it to its end.
    ///
    /// # Panics
    ///
    /// When it can't be started, is ended by a signal, or writes what isn't UTF-8.
    #[must_use]
    pub fn ended(mut self) -> Ended {
        let piped = self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        end(piped.spawn().expect("the program can be started"), self.input)
    }

    /// Runs it with an output that nobody reads, and gives its exit code and its talk.
    ///
    /// # Panics
    ///
    /// When it can't be started, or is ended by a signal.
    #[must_use]
    pub fn ended_unread(mut self) -> (i32, String) {
        let piped = self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().expect("the program can be started");
        drop(child.stdout.take());
        feed(&mut child, self.input);
        let end = child.wait_with_output().expect("the program ends");
        let talk = String::from_utf8_lossy(&end.stderr).into_owned();
        (end.status.code().unwrap_or_else(|| panic!("the program was ended by {}: {talk}", end.status)), talk)
    }
}

/// Gives a started program its input, and tells how it ended.
pub(crate) fn end(mut child: Child, input: Vec<u8>) -> Ended {
    feed(&mut child, input);
    let watch = watch(child.id());
    let end = child.wait_with_output().expect("the program ends");
    let talk = String::from_utf8(end.stderr).expect("the talk is UTF-8");
    let code = end.status.code().unwrap_or_else(|| panic!("the program was ended by {}: {talk}", end.status));
    let output = String::from_utf8(end.stdout).expect("the output is UTF-8");
    Ended { code, output, talk, peak: watch.join().expect("the watch ends") }
}

/// Writes the input from a thread of its own, so that the output can be read meanwhile.
fn feed(child: &mut Child, input: Vec<u8>) {
    let mut stream = child.stdin.take().expect("the input is piped");
    thread::spawn(move || match stream.write_all(&input) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => panic!("the input can't be written: {error}"),
        _ => {}
    });
}

/// Watches the most memory that a process has had, until the process is gone.
fn watch(process: u32) -> thread::JoinHandle<Option<u64>> {
    thread::spawn(move || {
        let mut peak = None;
        while let Some(now) = peak_of(process) {
            peak = Some(now);
            thread::sleep(Duration::from_millis(1));
        }
        peak
    })
}

/// Gives the most memory that a process has had, where the system tells.
fn peak_of(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes << 10)
}
