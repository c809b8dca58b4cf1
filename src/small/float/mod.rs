//! Floats to and from decimal digits, exactly: the nearest float of a text, the shortest text of a float.
//!
//! The standard library does both by tables, for speed: twenty kilobytes that documents hardly ever need. Here they
//! are worked out by long division, except where a float holds everything exactly.

mod natural;

use std::cmp::Ordering;

use natural::Natural;

/// A binary format of floats.
#[derive(Clone, Copy)]
struct Format {
    /// The bits of a mantissa that are stored.
    stored: u32,
    /// The power of two of the smallest float.
    least: i32,
    /// The bits of infinity.
    infinity: u64,
    /// Whether a tie between two decimals is written as the larger of them, or else as the even one.
    upwards: bool,
}

const DOUBLE: Format = Format { stored: 52, least: -1074, infinity: 0x7ff << 52, upwards: false };
const SINGLE: Format = Format { stored: 23, least: -149, infinity: 0xff << 23, upwards: true };

/// The digits of a positive number, and the place of its point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    /// The digits, from 0 to 9, the first of them not 0. Zero has none.
    pub digits: Vec<u8>,
    /// The power of ten of the first digit: 1 for 12.5.
    pub exponent: i32,
}

/// The most digits that are needed to tell a number from the middle between two floats; those beyond count as one.
const ENOUGH: usize = 770;

/// Exponents beyond this are those of zero and of infinity.
const BEYOND: i32 = 400;

/// Reads digits with an optional sign, point and exponent as the nearest float; a number that is too large is infinite.
#[must_use]
pub fn parse(text: &str) -> f64 {
    let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, ""));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let whole = whole.trim_start_matches(['-', '+']);
    let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).map(|digit| digit - b'0').collect();
    let zeros = digits.iter().take_while(|&&digit| digit == 0).count();
    digits.drain(..zeros);
    let first = i64::try_from(whole.len()).unwrap_or(i64::MAX) - i64::try_from(zeros).unwrap_or(i64::MAX) - 1;
    let beyond = i64::from(BEYOND);
    let exponent = first.saturating_add(power(exponent)).clamp(-beyond, beyond);
    if digits.len() > ENOUGH {
        digits.truncate(ENOUGH);
        digits.push(1);
    }
    let decimal = Decimal { digits, exponent: i32::try_from(exponent).unwrap_or(BEYOND) };
    let float = exact(&decimal).unwrap_or_else(|| f64::from_bits(DOUBLE.nearest(&decimal)));
    if text.starts_with('-') { -float } else { float }
}

/// Reads the number after an `e`, capped where it is too large.
fn power(text: &str) -> i64 {
    let digits = text.trim_start_matches(['-', '+']);
    let power =
        digits.bytes().fold(0, |power: i64, digit| power.saturating_mul(10).saturating_add((digit - b'0').into()));
    if text.starts_with('-') { -power } else { power }
}

/// Gives the nearest float by one multiplication or division, where both operands are exact.
fn exact(Decimal { digits, exponent }: &Decimal) -> Option<f64> {
    let scale = exponent + 1 - i32::try_from(digits.len()).ok()?;
    let power = || (0..scale.unsigned_abs()).fold(1.0, |power, _| power * 10.0);
    let whole = || digits.iter().fold(0.0, |whole, &digit| whole * 10.0 + f64::from(digit));
    match scale {
        _ if digits.is_empty() => Some(0.0),
        0..=22 if digits.len() <= 15 => Some(whole() * power()),
        -22..0 if digits.len() <= 15 => Some(whole() / power()),
        _ => None,
    }
}

impl Decimal {
    /// Gives the fewest digits that read as this float and no other, the nearest to it of those.
    #[must_use]
    pub fn of(float: f64) -> Self {
        DOUBLE.shortest(float.abs().to_bits())
    }

    /// Gives the fewest digits that read as this float of 32 bits and no other.
    #[must_use]
    pub fn of_single(float: f32) -> Self {
        SINGLE.shortest(float.abs().to_bits().into())
    }

    /// Writes the number without an exponent: `12.5`, `0.001`, `300`.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut text = String::new();
        for place in (0..=self.exponent.max(0)).rev() {
            text.push(self.at(place));
        }
        let last = self.exponent + 1 - i32::try_from(self.digits.len()).unwrap_or(i32::MAX);
        if last < 0 {
            text.push('.');
        }
        for place in (last..0).rev() {
            text.push(self.at(place));
        }
        text
    }

    /// Writes the number that stands before an exponent: `1.25`.
    #[must_use]
    pub fn mantissa(&self) -> String {
        Self { digits: self.digits.clone(), exponent: 0 }.plain()
    }

    /// Gives the digit of a power of ten.
    fn at(&self, power: i32) -> char {
        let digit = usize::try_from(self.exponent - power).ok().and_then(|at| self.digits.get(at));
        char::from(b'0' + digit.copied().unwrap_or_default())
    }

    /// Gives the number with one more in its last digit.
    fn above(&self) -> Self {
        let mut above = self.clone();
        let nines = above.digits.iter().rev().take_while(|&&digit| digit == 9).count();
        above.digits.truncate(above.digits.len() - nines);
        if let Some(last) = above.digits.last_mut() {
            *last += 1;
        } else {
            above.digits.push(1);
            above.exponent += 1;
        }
        above
    }

    /// Gives the number as a fraction.
    fn ratio(&self) -> (Natural, Natural) {
        let mut numerator = Natural::from(0);
        for &digit in &self.digits {
            numerator.multiply(10, digit.into());
        }
        let behind = i32::try_from(self.digits.len()).unwrap_or(i32::MAX) - 1 - self.exponent;
        let mut denominator = Natural::from(1);
        let scaled = if behind > 0 { &mut denominator } else { &mut numerator };
        for _ in 0..behind.unsigned_abs() {
            scaled.multiply(10, 0);
        }
        (numerator, denominator)
    }
}

impl Format {
    /// Gives the bits of the nearest float; of two, those of the even one.
    #[cold]
    fn nearest(self, decimal: &Decimal) -> u64 {
        if decimal.digits.is_empty() || decimal.exponent <= -BEYOND {
            return 0;
        }
        if decimal.exponent >= BEYOND {
            return self.infinity;
        }
        let (mut rest, mut divisor) = decimal.ratio();
        // The quotient's 56 or 57 bits are more than a mantissa and the bit after it.
        let scale = 56 + divisor.bits() - rest.bits();
        let (raised, amount) = if scale > 0 { (&mut rest, scale) } else { (&mut divisor, -scale) };
        raised.shift(amount.unsigned_abs());
        divisor.shift(57);
        let mut quotient = 0_u64;
        for _ in 0..=57 {
            quotient <<= 1;
            if rest.compare(&divisor) != Ordering::Less {
                rest.subtract(&divisor);
                quotient |= 1;
            }
            rest.shift(1);
        }
        let bits = 64 - quotient.leading_zeros().cast_signed();
        let power = (bits - 1 - self.stored.cast_signed() - scale).max(self.least);
        let dropped = (power + scale).unsigned_abs();
        if dropped > 63 {
            return 0;
        }
        let (mut mantissa, half) = (quotient >> dropped, 1_u64 << (dropped - 1));
        let below = quotient & ((1 << dropped) - 1);
        let is_above = below > half || (below == half && (!rest.is_zero() || mantissa & 1 == 1));
        mantissa += u64::from(is_above);
        if mantissa >> self.stored == 0 {
            return mantissa;
        }
        let field = u64::from((power - self.least).unsigned_abs()) << self.stored;
        (field + mantissa).min(self.infinity)
    }

    /// Gives the shortest decimal of a finite float's bits.
    #[cold]
    fn shortest(self, bits: u64) -> Decimal {
        let field = i32::try_from(bits >> self.stored).unwrap_or_default();
        let fraction = bits & ((1 << self.stored) - 1);
        let mantissa = if field > 0 { fraction | 1 << self.stored } else { fraction };
        let mut found = Decimal { digits: Vec::new(), exponent: 0 };
        if mantissa == 0 {
            return found;
        }
        let (mut rest, mut divisor) = (Natural::from(mantissa), Natural::from(1));
        let power = self.least + (field - 1).max(0);
        let raised = if power > 0 { &mut rest } else { &mut divisor };
        raised.shift(power.unsigned_abs());
        while rest.compare(&divisor) == Ordering::Less {
            rest.multiply(10, 0);
            found.exponent -= 1;
        }
        loop {
            let mut tenfold = divisor.clone();
            tenfold.multiply(10, 0);
            if rest.compare(&tenfold) == Ordering::Less {
                break;
            }
            divisor = tenfold;
            found.exponent += 1;
        }
        loop {
            let mut digit = 0;
            while rest.compare(&divisor) != Ordering::Less {
                rest.subtract(&divisor);
                digit += 1;
            }
            found.digits.push(digit);
            rest.shift(1);
            let above = found.above();
            let is_nearer_above = match rest.compare(&divisor) {
                Ordering::Less => false,
                Ordering::Equal => self.upwards || digit % 2 == 1,
                Ordering::Greater => true,
            };
            let (near, far) = if is_nearer_above { (&above, &found) } else { (&found, &above) };
            if let Some(decimal) = [near, far].into_iter().find(|decimal| self.nearest(decimal) == bits) {
                return decimal.clone();
            }
            rest.multiply(5, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(decimal: &Decimal) -> String {
        format!("{}e{}", decimal.mantissa(), decimal.exponent)
    }

    fn check(float: f64) {
        if float == 0.0 || !float.is_finite() {
            return;
        }
        let json = serde_json::Value::from(float.abs()).to_string();
        let digits: String = json.split('e').next().unwrap().chars().filter(char::is_ascii_digit).collect();
        let exponent = format!("{:e}", float.abs()).split_once('e').unwrap().1.to_owned();
        let decimal = Decimal::of(float);
        assert_eq!(decimal.mantissa().replace('.', ""), digits.trim_matches('0'), "{float:e}");
        assert_eq!(decimal.exponent.to_string(), exponent, "{float:e}");
        assert_eq!(decimal.plain().parse::<f64>().unwrap().to_bits(), float.abs().to_bits());
        #[allow(clippy::cast_possible_truncation)]
        let single = float as f32;
        if single != 0.0 && single.is_finite() {
            assert_eq!(written(&Decimal::of_single(single)), format!("{:e}", single.abs()), "{single:e}");
        }
        for text in [format!("{float:e}"), format!("{float}"), format!("{float:.30e}"), format!("{float:.3}")] {
            assert_eq!(parse(&text).to_bits(), text.parse::<f64>().unwrap().to_bits(), "{text}");
        }
    }

    #[test]
    fn powers_and_their_neighbours() {
        for bits in (0..0x7ff_u64).map(|field| field << 52) {
            for bits in [bits, bits + 1, bits.wrapping_sub(1), bits + 3] {
                check(f64::from_bits(bits));
            }
        }
        for field in (0..0xff_u32).map(|field| field << 23) {
            check(f32::from_bits(field).into());
            check(f32::from_bits(field + 1).into());
            check(f32::from_bits(field + (1 << 22) + 1).into());
        }
    }

    #[test]
    fn middles_between_decimals() {
        for whole in 0..50 {
            check(1_911_372_493_357_386.0 + 0.25 + f64::from(whole) * 0.5);
            check(2_097_152.25 + f64::from(whole) * 0.5);
        }
    }

    #[test]
    fn middles_between_floats() {
        let halves = ["9007199254740993", "9007199254740995", "1.00000017881393432617187499", "2.5", "3.5"];
        let edges = [
            "2.4703282292062327208e-324",
            "2.4703282292062328e-324",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
        ];
        let long = format!("9007199254740993.{}1", "0".repeat(2000));
        let zeros = format!("0.{}1e{}", "0".repeat(3000), 3001);
        let odd = [
            "0",
            "-0.0",
            "+1",
            "1.",
            ".5",
            "00012",
            "1e400",
            "1e-400",
            "0e999999999999999999999",
            "1e-99999999999999999999",
        ];
        for text in halves.iter().chain(&edges).chain(&odd).copied().chain([&*long, &*zeros]) {
            assert_eq!(parse(text).to_bits(), text.parse::<f64>().unwrap().to_bits(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_float(bits in any::<u64>(), float in any::<f32>()) {
            check(f64::from_bits(bits));
            check(float.into());
        }

        #[test]
        fn any_digits(text in "[-+]?[0-9]{1,25}(\\.[0-9]{0,25})?([eE][-+]?[0-9]{1,3})?") {
            prop_assert_eq!(parse(&text).to_bits(), text.parse::<f64>().unwrap().to_bits(), "{}", text);
        }
    }
}
