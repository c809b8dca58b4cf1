//! The lines of a text as excerpts have them: a carriage return is a part of its line.

/// Where the lines of a text end, found once: a place may stand on a line of any length, or on thousands.
pub(super) struct Lines {
    feeds: Vec<usize>,
    /// The text's length.
    end: usize,
}

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        Self { feeds: memchr::memchr_iter(b'\n', text.as_bytes()).collect(), end: text.len() }
    }

    /// The number of the line that an offset stands on, from 0.
    pub(super) fn of(&self, offset: usize) -> usize {
        self.feeds.partition_point(|&feed| feed < offset)
    }

    /// Where a line begins.
    pub(super) fn start(&self, line: usize) -> usize {
        line.checked_sub(1).and_then(|before| self.feeds.get(before)).map_or(0, |feed| feed + 1)
    }

    /// Where it ends, before its line feed.
    pub(super) fn end(&self, line: usize) -> usize {
        self.feeds.get(line).copied().unwrap_or(self.end)
    }
}
