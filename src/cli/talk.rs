//! Messages on standard error. A failure to write them never changes how a run ends.

use crate::failure::Failure;
use crate::verdict::Verdict;
use portico_host::types::{HumanFormat, Report, ReportFormat};
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

/// Says the text of a report on standard error, if anything was found, and gives how the run ends. The report was asked for
/// in the format of [`for_people`].
pub fn report(report: &Report) -> Verdict {
    if let (false, Some(text)) = (report.diagnostics.is_empty(), report.texts.first()) {
        say(text);
    }
    Verdict::of(&report.summary, false)
}

/// The format of a report that is said on standard error.
pub fn for_people() -> ReportFormat {
    ReportFormat::Human(HumanFormat { color: colored(&io::stderr()), summary: false })
}

/// Whether output to a stream is coloured: on a terminal that can, unless the user has said no
/// (<https://no-color.org>).
pub fn colored(stream: &impl IsTerminal) -> bool {
    let unwanted = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let incapable = env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    !unwanted && !incapable && stream.is_terminal()
}
