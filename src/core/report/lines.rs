//! The lines of a text for excerpts of it: a carriage return is a part of its line.

/// The ends of a text's lines, found once: a place may lie on a line of any length, or on thousands of lines.
pub(super) struct Lines {
    feeds: Vec<usize>,
    /// The text's length.
    end: usize,
}

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        Self { feeds: memchr::memchr_iter(b'\n', text.as_bytes()).collect(), end: text.len() }
    }

    /// Gives the number of the line that an offset stands on, from 0.
    pub(super) fn of(&self, offset: usize) -> usize {
        self.feeds.partition_point(|&feed| feed < offset)
    }

    /// Gives the offset at which a line begins.
    pub(super) fn start(&self, line: usize) -> usize {
        line.checked_sub(1).and_then(|before| self.feeds.get(before)).map_or(0, |feed| feed + 1)
    }

    /// Gives the offset at which a line ends, before its line feed.
    pub(super) fn end(&self, line: usize) -> usize {
        self.feeds.get(line).copied().unwrap_or(self.end)
    }
}
