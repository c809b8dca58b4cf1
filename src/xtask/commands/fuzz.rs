//! `cargo xtask fuzz`: looks for texts for which a check fails. The checks are in `tests/fuzz`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use portico_xtask::{
    root,
    tools::{self, Packages},
};

use crate::{built, echo};

/// The folder of the checks, their programs and their texts.
const FOLDER: &str = "tests/fuzz";

/// The folder of the fuzzers that are built and the texts that they find.
const MADE: &str = "target/fuzz";

/// The longest text that is tried, in bytes: long enough for a dozen objects.
const LONGEST: &str = "-max_len=6144";

/// The time limit for one text, in seconds.
const SLOWEST: &str = "-timeout=20";

/// The options that choose the texts to commit: short ones that reach a place in the code that no other text reaches.
const KEPT: [&str; 4] = ["-merge=1", "-use_counters=0", "-use_cmp=0", "-max_len=512"];

/// Look for texts for which something that must hold doesn't
#[derive(clap::Args)]
pub struct Arguments {
    /// The checks; all when none is named
    #[arg(value_name = "CHECK")]
    checks: Vec<String>,

    /// How long each check is fuzzed
    #[arg(long, value_name = "N", default_value_t = 60)]
    seconds: u32,

    /// Put the texts that reach something new into the corpus that is committed
    #[arg(long)]
    keep: bool,
}

/// Fuzzes the checks one after the other, also after one has failed.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let all = checks()?;
    if let Some(unknown) = arguments.checks.iter().find(|name| !all.contains(name)) {
        return Err(format!("there is no check {unknown}; the checks are {}", all.join(", ")));
    }
    let chosen = if arguments.checks.is_empty() { all } else { arguments.checks.clone() };
    build()?;
    let mut failed = Vec::new();
    for check in chosen {
        let outcome = fuzz(&check, arguments.seconds).and_then(|()| if arguments.keep { keep(&check) } else { Ok(()) });
        if let Err(error) = outcome {
            eprintln!("error: {check}: {error}");
            failed.push(check);
        }
    }
    Ok(if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Gives the names of the checks, sorted.
pub fn checks() -> Result<Vec<String>, String> {
    let folder = root().join(FOLDER).join("fuzz_targets");
    let mut names: Vec<String> =
        files(&folder)?.iter().filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned())).collect();
    names.sort();
    Ok(names)
}

/// Builds the programs of all checks.
pub fn build() -> Result<(), String> {
    let cargo_fuzz = tools::named("cargo-fuzz").and_then(|tool| tools::obtain(tool, Packages::LeftAlone));
    let cargo_fuzz = cargo_fuzz.map_err(|missing| missing.to_string())?;
    let mut build = std::process::Command::new(cargo_fuzz);
    build
        .current_dir(root())
        .args(["build", "--fuzz-dir", FOLDER, "--target-dir", MADE, "--features", "libfuzzer"])
        // Nothing that is fuzzed is unsafe, and the stable compiler has no sanitizer.
        .args(["--sanitizer", "none"]);
    echo::succeed(&mut build)
}

/// Fuzzes one check, from the committed corpus and what was found before.
///
/// # Errors
///
/// When a text was found for which the check fails; the message names it.
pub fn fuzz(check: &str, seconds: u32) -> Result<(), String> {
    let (corpus, committed) = (found("corpus", check)?, root().join(FOLDER).join("corpus").join(check));
    let artifacts = found("artifacts", check)?;
    let before = files(&artifacts)?;
    let mut fuzzer = fuzzer(check)?;
    fuzzer
        .args([LONGEST, SLOWEST, "-verbosity=0", "-print_final_stats=1"])
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={}/", artifacts.display()))
        .args([corpus, committed]);
    let ended = echo::succeed(&mut fuzzer);
    let new: Vec<PathBuf> = files(&artifacts)?.into_iter().filter(|file| !before.contains(file)).collect();
    match new.first() {
        // A slow text is put there too, and is no failure.
        Some(file) if ended.is_err() => Err(replay(check, file)),
        _ => ended,
    }
}

/// Tells how to replay a text for which a check fails.
fn replay(check: &str, file: &Path) -> String {
    let file = file.strip_prefix(root()).unwrap_or(file).display();
    format!(
        "it fails for {file}. To see it again without a fuzzer: cp {file} {FOLDER}/corpus/{check}/ && cargo test -p \
         portico-fuzz"
    )
}

/// Adds to the committed corpus the found texts that reach something that no text in it reaches.
fn keep(check: &str) -> Result<(), String> {
    let committed = root().join(FOLDER).join("corpus").join(check);
    echo::succeed(fuzzer(check)?.args(KEPT).arg(committed).arg(found("corpus", check)?))
}

/// Gives the program that fuzzes a check.
fn fuzzer(check: &str) -> Result<std::process::Command, String> {
    let program = root().join(MADE).join(built::host()?).join("release").join(check);
    Ok(std::process::Command::new(program))
}

/// Makes a folder for what was found for a check.
fn found(what: &str, check: &str) -> Result<PathBuf, String> {
    let folder = root().join(MADE).join(what).join(check);
    fs::create_dir_all(&folder).map_err(|error| format!("{} could not be made: {error}", folder.display()))?;
    Ok(folder)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
        .map_err(|error| format!("{} could not be read: {error}", folder.display()))
}
