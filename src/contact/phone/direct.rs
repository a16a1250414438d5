//! The numbers that need no engine: the rules of their country leave them alone, or take one prefix from them.
//!
//! What is listed here are facts of the national numbering plans, as the metadata of libphonenumber has them. Whatever is
//! left out is read by the engine, at some ten times the cost; tests compare the two.

use std::sync::LazyLock;

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, Region};

use super::digits::MOST;
use super::engine::{self, Length, Reading};
use crate::contact::CountryCode;

/// What is dialed before the numbers of a country from inside, and is no part of them, by the calling codes. None of the
/// numbers starts with it in a way that the engine would leave there; without a prefix, zeros belong to the number.
///
/// Countries whose prefix depends on what follows it are left out, and their zeros are for the engine.
const TRUNKS: [(&str, &[u16]); 4] = [
    ("06", &[36]),
    ("8", &[7]),
    (
        "0",
        &[
            20, 27, 31, 32, 33, 40, 41, 43, 44, 46, 49, 51, 55, 60, 61, 62, 63, 64, 66, 81, 82, 84, 86, 90, 91, 92, 93,
            94, 95, 98, 212, 213, 218, 233, 234, 249, 251, 254, 255, 256, 260, 263, 353, 355, 358, 359, 373, 374, 380,
            381, 382, 385, 386, 387, 389, 421, 593, 595, 855, 880, 886, 961, 962, 963, 964, 966, 967, 971, 972, 977,
            994, 995, 996,
        ],
    ),
    (
        "",
        &[
            30, 34, 39, 45, 47, 48, 216, 220, 221, 222, 223, 224, 225, 226, 227, 228, 229, 236, 237, 240, 242, 244,
            351, 356, 357, 371, 372, 376, 420, 501, 502, 503, 504, 505, 507, 509, 965, 968, 973, 974,
        ],
    ),
];

/// Countries that dial abroad with 00, and with nothing else that starts so.
const DOUBLE_ZERO: [u16; 85] = [
    20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 58, 60, 63, 64, 84, 86, 90, 91, 92,
    93, 94, 95, 98, 212, 213, 216, 218, 220, 221, 222, 223, 224, 225, 226, 227, 228, 229, 233, 236, 237, 240, 242, 244,
    249, 251, 351, 352, 353, 354, 355, 356, 357, 358, 359, 370, 371, 372, 373, 374, 376, 377, 380, 381, 382, 385, 386,
    387, 389, 420, 421, 423, 593, 595, 961, 962,
];

/// How numbers start that only the engine can read: with codes of carriers and services, prefixes for calls abroad other
/// than 00, and digits that are replaced.
const RULES: [(u16, &[&str]); 36] = [
    (1, &["1"]),
    (7, &["810"]),
    (44, &["180020"]),
    (51, &["19"]),
    (52, &["1"]),
    (53, &["1"]),
    (54, &["1", "2", "3"]),
    (55, &["90"]),
    (56, &["1"]),
    (61, &["14", "183"]),
    (64, &["016"]),
    (81, &["010"]),
    (82, &["8"]),
    (86, &["11", "12", "17"]),
    (235, &["1"]),
    (261, &["2", "4", "5", "6", "7", "8", "9"]),
    (298, &["1"]),
    (352, &["15"]),
    (354, &["1"]),
    (358, &["99"]),
    (370, &["8"]),
    (375, &["8"]),
    (378, &["8", "9"]),
    (386, &["10"]),
    (423, &["1"]),
    (506, &["1"]),
    (672, &["1", "2", "5", "8"]),
    (675, &["1"]),
    (692, &["1"]),
    (850, &["9"]),
    (886, &["01"]),
    (972, &["01"]),
    (976, &["1", "2"]),
    (992, &["8"]),
    (993, &["8"]),
    (998, &["8"]),
];
/// The calling code of Brazil, whose codes of carriers stand before its numbers and make them too long.
const BRAZIL: u16 = 55;
/// The calling code of North America, which people write before numbers without a `+`, too.
const NORTH_AMERICA: u16 = 1;

/// How the numbers behind a calling code are read.
#[derive(Debug)]
pub(super) struct Plan {
    code: u16,
    code_digits: String,
    /// The country whose rules hold for all numbers with the code.
    main: Option<Region>,
    trunk: Option<&'static str>,
    is_double_zero: bool,
    rules: &'static [&'static str],
    /// How right each count of digits is.
    lengths: [Length; MOST],
    /// The most digits that are right.
    longest: usize,
}

impl Plan {
    fn of(code: u16) -> Self {
        let trunk = TRUNKS.iter().find_map(|(trunk, codes)| codes.contains(&code).then_some(*trunk));
        let rules = RULES.iter().find_map(|(of, rules)| (*of == code).then_some(*rules)).unwrap_or_default();
        let country_code = i32::from(code);
        // Only the count of the digits is looked at.
        let length = |count: usize| {
            let national_number = 10_u64.checked_pow(u32::try_from(count).ok()?.checked_sub(1)?)?;
            Some(engine::length(&PhoneNumber { country_code, national_number, ..PhoneNumber::default() }))
        };
        let lengths: [Length; MOST] = std::array::from_fn(|count| length(count).unwrap_or(Length::Wrong));
        Self {
            code,
            code_digits: code.to_string(),
            main: PHONE_NUMBER_UTIL.get_region_for_country_code(country_code),
            trunk,
            is_double_zero: DOUBLE_ZERO.contains(&code),
            rules,
            lengths,
            longest: lengths.iter().rposition(|length| *length != Length::Wrong).unwrap_or(MOST),
        }
    }

    /// Whether only the engine can read digits that start so.
    fn has_rule(&self, digits: &[u8]) -> bool {
        self.rules.iter().any(|start| digits.starts_with(start.as_bytes()))
    }

    /// The number of national digits, if no rule takes more from them than the prefix.
    fn direct(&self, digits: &[u8], is_said: bool) -> Option<Reading> {
        // The engine refuses other counts.
        (2..=17).contains(&digits.len()).then_some(())?;
        let trunk = self.trunk.unwrap_or_default().as_bytes();
        let behind = if trunk.is_empty() { None } else { digits.strip_prefix(trunk) };
        let national = behind.unwrap_or(digits);
        // A zero that is no prefix belongs to the number only where there is none.
        let is_kept = match national {
            [b'0', ..] => self.trunk == Some(""),
            _ => !self.has_rule(national),
        };
        is_kept.then_some(())?;
        let length = self.lengths.get(national.len()).copied()?;
        // The engine leaves the prefix before what is no number without it, unless there are too many digits anyway; a
        // second prefix would go when what is left is read again.
        let is_long = national.len() > self.longest && self.code != BRAZIL && !national.starts_with(trunk);
        (behind.is_none() || length == Length::Full || is_long).then_some(())?;
        Some(Reading { number: joined(self.code, national)?, is_said, length })
    }
}

/// The plans by their calling codes.
static PLANS: LazyLock<Vec<Option<Plan>>> = LazyLock::new(|| {
    let mut plans: Vec<Option<Plan>> = (0..1000).map(|_| None).collect();
    for code in PHONE_NUMBER_UTIL.get_supported_calling_codes().filter_map(|code| u16::try_from(code).ok()) {
        if let Some(place) = plans.get_mut(usize::from(code)) {
            *place = Some(Plan::of(code));
        }
    }
    plans
});

/// A country with its plan.
#[derive(Debug, Clone, Copy)]
pub(super) struct Home {
    pub(super) region: Region,
    plan: &'static Plan,
    /// Whether the plan's rules are those of the country; other members of a shared plan have some of their own.
    is_main: bool,
}

impl Home {
    fn of(country: &str) -> Option<Self> {
        let region = Region::from_code(country).ok()?;
        let code = PHONE_NUMBER_UTIL.get_country_code_for_region(region)?;
        let plan = PLANS.get(usize::try_from(code).ok()?)?.as_ref()?;
        // Canada has the rules of the United States.
        Some(Self { region, plan, is_main: region == Region::CA || plan.main == Some(region) })
    }
}

const LETTERS: usize = 26;

/// The countries by their two letters.
static HOMES: LazyLock<Vec<Option<Home>>> = LazyLock::new(|| {
    let codes = (b'A'..=b'Z').flat_map(|first| (b'A'..=b'Z').map(move |second| [first, second]));
    codes.map(|letters| Home::of(str::from_utf8(&letters).ok()?)).collect()
});

/// A country with its plan, if the engine knows numbers of it.
pub(super) fn home(country: CountryCode) -> Option<Home> {
    let [first, second] = country.as_str().as_bytes() else { return None };
    let letter = |byte: &u8| usize::from(byte.wrapping_sub(b'A'));
    HOMES.get(letter(first) * LETTERS + letter(second)).copied().flatten()
}

/// The plan of the calling code at the start of digits, and the rest. No calling code is the start of another.
fn plan(digits: &[u8]) -> Option<(&'static Plan, &[u8])> {
    let mut code = 0;
    digits.iter().take(3).enumerate().find_map(|(at, digit)| {
        code = code * 10 + usize::from(digit - b'0');
        Some((PLANS.get(code)?.as_ref()?, digits.get(at + 1..)?))
    })
}

/// The calling code at the start of digits, and the rest.
pub(super) fn split_calling_code(digits: &[u8]) -> Option<(u16, &[u8])> {
    plan(digits).map(|(plan, national)| (plan.code, national))
}

/// The number of digits after `+`, if no rule changes them.
pub(super) fn plus(digits: &[u8]) -> Option<Reading> {
    let (plan, national) = plan(digits)?;
    plan.direct(national, true)
}

/// The number of a country's digits, if no rule changes them.
pub(super) fn national(digits: &[u8], home: Home) -> Option<Reading> {
    let plan = home.plan;
    (home.is_main && digits.len() >= 3).then_some(())?;
    match digits {
        [b'0', b'0', abroad @ ..] => {
            let is_abroad = plan.is_double_zero && matches!(abroad, [b'1'..=b'9', ..]);
            if is_abroad { plus(abroad) } else { None }
        }
        // With its code it is too long for any other reading.
        [b'1', b'2'..=b'9', ..] if plan.code == NORTH_AMERICA && digits.len() == 11 => plus(digits),
        _ if digits.starts_with(plan.code_digits.as_bytes()) => {
            let is_with_code = digits.len() > plan.longest && matches!(plan.trunk, Some("" | "0"));
            if is_with_code { plus(digits) } else { None }
        }
        _ if plan.has_rule(digits) => None,
        _ => plan.direct(digits, false),
    }
}

/// Calling code and national number as one integer.
pub(super) fn joined(calling_code: u16, national: &[u8]) -> Option<u64> {
    national.iter().try_fold(u64::from(calling_code), |number, digit| {
        number.checked_mul(10)?.checked_add(u64::from(digit.checked_sub(b'0')?))
    })
}
