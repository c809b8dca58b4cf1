//! Messages on standard error. A failure to write them never changes how a run ends.

use crate::failure::Failure;
use crate::verdict::Verdict;
use portico_host::Portico;
use portico_host::types::{Diagnostic, Source};
use portico_host::validator::{HumanFormat, ReportFormat};
use std::env;
use std::io::{self, IsTerminal, Write};

/// Says a text, and ends its line.
pub fn say(text: &str) {
    let mut stream = io::stderr().lock();
    // There is nowhere left to say that this failed.
    let _ = writeln!(stream, "{}", text.trim_end_matches('\n')).and_then(|()| stream.flush());
}

/// Says why the program could not do what it was asked, and gives how the run ends.
pub fn fail(failure: &Failure) -> Verdict {
    say(&failure.to_string());
    Verdict::Unusable
}

/// Says the diagnostics of the sources, and gives how the run ends.
pub fn report(portico: &mut Portico, sources: &[Source], diagnostics: &[Diagnostic]) -> Result<Verdict, Failure> {
    if diagnostics.is_empty() {
        return Ok(Verdict::Right);
    }
    let (text, verdict) = written(portico, sources, diagnostics, colored(&io::stderr()))?;
    say(&text);
    Ok(verdict)
}

/// Gives the report for people, and how the run ends.
pub fn written(
    portico: &mut Portico,
    sources: &[Source],
    diagnostics: &[Diagnostic],
    color: bool,
) -> Result<(String, Verdict), Failure> {
    let report = portico.summarize(diagnostics)?;
    let verdict = Verdict::of(&report.summary, false);
    let format = ReportFormat::Human(HumanFormat { color, summary: false });
    Ok((portico.present(sources, &report, format)?, verdict))
}

/// Whether output to a stream is coloured: on a terminal that can, unless the user has said no
/// (<https://no-color.org>).
pub fn colored(stream: &impl IsTerminal) -> bool {
    let unwanted = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let incapable = env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    !unwanted && !incapable && stream.is_terminal()
}
