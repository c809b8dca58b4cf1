//! Texts that a terminal or a log would obey.

/// Finds a line that a terminal or the runner of a workflow would obey.
pub fn obeyed(text: &str) -> Option<&str> {
    let is_command =
        |line: &&str| line.trim_start().starts_with("::") || line.contains("##[") || line.contains("##vso[");
    let has_control = |line: &&str| line.chars().any(|letter| letter != '\t' && letter.is_control());
    text.split('\n').find(|line| is_command(line) || has_control(line))
}
