//! The line that an offset of a text stands on.

/// Where it begins.
pub(super) fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind('\n').map_or(0, |line_feed| line_feed + 1)
}

/// Where it ends, before its line feed.
pub(super) fn line_end(text: &str, offset: usize) -> usize {
    text[offset..].find('\n').map_or(text.len(), |line_feed| offset + line_feed)
}
