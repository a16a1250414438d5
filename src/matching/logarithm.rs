//! Logarithms, powers of two, roundings and sums that are the same on every machine.

/// 2 to the power of so many thousandths; the same on every machine, since only exact operations of IEEE 754 are used.
///
/// Powers beyond ±1000 count as those.
pub(crate) fn exp2_thousandths(thousandths: i64) -> f64 {
    let thousandths = thousandths.clamp(-1_000_000, 1_000_000);
    let power = usize::try_from(thousandths.rem_euclid(1000)).ok().and_then(|fraction| POWERS.get(fraction));
    let exponent = u64::try_from(thousandths.div_euclid(1000) + 1023).unwrap_or_default();
    power.copied().unwrap_or(1.0) * f64::from_bits(exponent << 52)
}

/// 2 to the power of 0 to 999 thousandths. A square root takes as long as twenty multiplications, and training asks for
/// hundreds of thousands of powers.
static POWERS: [f64; 1000] = {
    let mut powers = [1.0; 1000];
    let mut thousandths = 0;
    let mut rest: &mut [f64] = &mut powers;
    while let [power, after @ ..] = rest {
        *power = fraction_power(thousandths);
        thousandths += 1;
        rest = after;
    }
    powers
};

/// 2 to the power of a half, of a quarter, and so on: each is the square root of the one before.
const ROOTS: [f64; 24] = [
    std::f64::consts::SQRT_2,
    1.189_207_115_002_721,
    1.090_507_732_665_257_7,
    1.044_273_782_427_413_8,
    1.021_897_148_654_116_6,
    1.010_889_286_051_700_5,
    1.005_429_901_112_802_7,
    1.002_711_275_050_202_5,
    1.001_354_719_892_108_2,
    1.000_677_130_693_066_4,
    1.000_338_508_052_682_3,
    1.000_169_239_705_302_1,
    1.000_084_616_272_694_2,
    1.000_042_307_241_395_8,
    1.000_021_153_396_964_7,
    1.000_010_576_642_549_8,
    1.000_005_288_307_291_9,
    1.000_002_644_150_150_2,
    1.000_001_322_074_201_2,
    1.000_000_661_036_882_1,
    1.000_000_330_518_386_4,
    1.000_000_165_259_179_7,
    1.000_000_082_629_586_5,
    1.000_000_041_314_792_5,
];

/// 2 to the power of less than 1000 thousandths, by the binary digits of the fraction.
const fn fraction_power(thousandths: u64) -> f64 {
    let mut fraction = (thousandths << 24) / 1000;
    let mut power = 1.0;
    let mut rest: &[f64] = &ROOTS;
    while let [root, after @ ..] = rest {
        fraction <<= 1;
        if fraction >> 24 & 1 == 1 {
            power *= *root;
        }
        rest = after;
    }
    power
}

/// log2 in thousandths, rounded; the same on every machine, since only exact operations of IEEE 754 are used.
///
/// Values that have no logarithm count as the smallest or largest float that has one.
pub(crate) fn log2_thousandths(value: f64) -> i32 {
    let value = if value.is_nan() { 1.0 } else { value.clamp(f64::MIN_POSITIVE, f64::MAX) };
    let bits = value.to_bits();
    let exponent = i32::try_from(bits >> 52).unwrap_or_default() - 1023;
    // the mantissa as a number from 1 to 2, squared again and again: each time that it passes 2 is a binary digit
    let mut mantissa = f64::from_bits(bits & ((1 << 52) - 1) | 1023 << 52);
    let mut fraction = 0;
    for _ in 0..24 {
        mantissa *= mantissa;
        fraction <<= 1;
        if mantissa >= 2.0 {
            mantissa /= 2.0;
            fraction |= 1;
        }
    }
    exponent * 1000 + i32::try_from((i64::from(fraction) * 1000 + (1 << 23)) >> 24).unwrap_or_default()
}

/// A number with six digits, which reads back from its text to the bit even where a reader is not exact to the last bit:
/// six digits and a power of ten up to 22 are exact floats, and one division rounds right.
pub(crate) fn rounded(value: f64) -> f64 {
    let mut scale = 1.0;
    while (value * scale).abs() < 1e5 {
        if scale >= 1e22 {
            return value;
        }
        scale *= 10.0;
    }
    (value * scale).round() / scale
}

/// The sum of numbers, the same to the bit in whatever order they come.
pub(crate) fn sum(terms: impl Iterator<Item = f64>) -> f64 {
    let mut terms: Vec<f64> = terms.collect();
    terms.sort_by(f64::total_cmp);
    terms.iter().sum()
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "the reference may be off in its last bits")]
mod tests {
    use super::{ROOTS, exp2_thousandths, log2_thousandths, rounded};
    use proptest::prelude::*;

    #[test]
    fn a_weight_is_finite_whatever_the_probabilities() {
        for value in [0.0, -1.0, f64::NAN, f64::INFINITY, f64::MIN_POSITIVE / 2.0] {
            assert!(log2_thousandths(value).abs() < 1_100_000, "{value}");
        }
        assert_eq!(log2_thousandths(8.0), 3000);
        assert_eq!(log2_thousandths(0.25), -2000);
    }

    #[test]
    fn every_root_is_the_square_root_of_the_one_before() {
        let mut before: f64 = 2.0;
        for root in ROOTS {
            assert_eq!(root.to_bits(), before.sqrt().to_bits());
            before = root;
        }
    }

    #[test]
    fn numbers_that_have_no_six_digits_stay() {
        for value in [0.0, 1e-30, f64::INFINITY, 1.0, 0.999, 1e6] {
            assert_eq!(rounded(value).to_bits(), value.to_bits());
        }
        assert_eq!(rounded(0.123_456_789).to_string(), "0.123457");
        assert_eq!(rounded(12.345_678_9e-9).to_string(), "0.0000000123457");
    }

    proptest! {
        #[test]
        fn a_rounded_number_is_near_and_stays(value in 1e-12f64..1e6) {
            let once = rounded(value);
            prop_assert!((once / value - 1.0).abs() <= 5.01e-6, "{} {}", value, once);
            prop_assert_eq!(rounded(once).to_bits(), once.to_bits());
        }

        #[test]
        fn a_power_undoes_the_logarithm(thousandths in -900_000i64..900_000) {
            prop_assert_eq!(i64::from(log2_thousandths(exp2_thousandths(thousandths))), thousandths);
        }

        #[test]
        fn the_logarithm_is_right_to_a_thousandth(value in 1e-12f64..1e12) {
            prop_assert!((f64::from(log2_thousandths(value)) - value.log2() * 1000.0).abs() < 0.51);
        }
    }
}
