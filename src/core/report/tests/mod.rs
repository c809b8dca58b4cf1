//! Every form of report, of fixtures and of hostile text.

mod fixtures;
mod hostile;
