//! Whole numbers of any size, with the little arithmetic that floats need.

use std::cmp::Ordering;

/// The number in parts of 32 bits, the least first, the last of them not 0.
#[derive(Clone)]
pub(super) struct Natural(Vec<u32>);

impl From<u64> for Natural {
    #[allow(clippy::cast_possible_truncation, reason = "one half at a time")]
    fn from(number: u64) -> Self {
        let mut parts = Self(vec![number as u32, (number >> 32) as u32]);
        parts.trim();
        parts
    }
}

impl Natural {
    pub(super) fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of its bits.
    pub(super) fn bits(&self) -> i32 {
        let zeros = self.0.last().map_or(0, |part| part.leading_zeros());
        i32::try_from(self.0.len() * 32).unwrap_or(i32::MAX) - zeros.cast_signed()
    }

    /// Multiplies it by `factor`, and adds `added`.
    #[allow(clippy::cast_possible_truncation, reason = "the carry is the rest")]
    pub(super) fn multiply(&mut self, factor: u32, added: u32) {
        let mut carry = u64::from(added);
        for part in &mut self.0 {
            carry += u64::from(*part) * u64::from(factor);
            *part = carry as u32;
            carry >>= 32;
        }
        self.0.push(carry as u32);
        self.trim();
    }

    /// Doubles it `times` times.
    pub(super) fn shift(&mut self, times: u32) {
        if !self.is_zero() {
            self.0.splice(0..0, std::iter::repeat_n(0, (times / 32) as usize));
        }
        self.multiply(1 << (times % 32), 0);
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    /// Subtracts a number that is not larger.
    pub(super) fn subtract(&mut self, other: &Self) {
        let mut borrowed = false;
        let others = other.0.iter().copied().chain(std::iter::repeat(0));
        for (part, other) in self.0.iter_mut().zip(others) {
            let (difference, first) = part.overflowing_sub(other);
            let (difference, second) = difference.overflowing_sub(borrowed.into());
            *part = difference;
            borrowed = first || second;
        }
        self.trim();
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}
