//! How alike two values of every other field are.

use super::super::letters::Outline;
use super::super::records::{Address, OrganizationForm, Records};
use super::super::values::NONE;
use super::similarity::edits;
use super::{Outcome, at, similar};
use crate::contact::PartialDate;

/// Compares two birth dates. A date of which only parts are known is compared by the parts that both have.
pub(crate) fn birth_date(records: &Records, left: u32, right: u32) -> Outcome {
    let date = |number| records.date_values.derived(number).copied().flatten();
    match (date(left), date(right)) {
        (Some(date), Some(_)) if left == right && date.is_full() => Outcome::of(at::date::EQUAL, left),
        (Some(left), Some(right)) => dates(left, right),
        _ => Outcome::default(),
    }
}

fn dates(left: PartialDate, right: PartialDate) -> Outcome {
    use at::date::{DIFFERENT, KNOWN_PARTS, ONE_DIGIT, SAME_YEAR, SWAPPED, TWO_PARTS};
    let years = left.year().zip(right.year());
    let months = left.month().zip(right.month());
    let days = left.day().zip(right.day());
    let (Some(years), Some(months), Some(days)) = (years, months, days) else {
        let known = [years.map(|(a, b)| a == b), months.map(|(a, b)| a == b), days.map(|(a, b)| a == b)];
        return match (known.iter().flatten().count(), known.iter().flatten().all(|&same| same)) {
            (0, _) => Outcome::default(),
            (_, true) => Outcome::plain(KNOWN_PARTS),
            (_, false) => Outcome::plain(DIFFERENT),
        };
    };
    let same = [years.0 == years.1, months.0 == months.1, days.0 == days.1];
    let digits = |(a, b): (i16, i16)| one_digit_of_four(a, b);
    let short = |(a, b): (u8, u8)| digits((i16::from(a), i16::from(b)));
    Outcome::plain(match same {
        [true, true, true] => KNOWN_PARTS,
        [true, false, false] if months.0 == days.1 && months.1 == days.0 => SWAPPED,
        [true, true, false] if short(days) => ONE_DIGIT,
        [true, false, true] if short(months) => ONE_DIGIT,
        [false, true, true] if digits(years) => ONE_DIGIT,
        [true, true, false] | [true, false, true] | [false, true, true] => TWO_PARTS,
        [true, false, false] => SAME_YEAR,
        _ => DIFFERENT,
    })
}

/// Whether two numbers of four digits differ in one of them, or in two neighbors that are swapped.
fn one_digit_of_four(a: i16, b: i16) -> bool {
    let digits = |number: i16| [number / 1000, number / 100 % 10, number / 10 % 10, number % 10];
    let (a, b) = (digits(a), digits(b));
    let wrong = a.iter().zip(&b).filter(|(a, b)| a != b).count();
    let swapped = |i: usize| a.get(i) == b.get(i + 1) && a.get(i + 1) == b.get(i) && a.get(i) != b.get(i);
    wrong == 1 || wrong == 2 && (0..3).any(swapped)
}

/// Compares two e-mail addresses.
pub(crate) fn email(records: &Records, left: u32, right: u32) -> Outcome {
    let values = &records.email_values;
    let Some((a, b)) = values.derived(left).zip(values.derived(right)) else { return Outcome::default() };
    if left == right {
        return Outcome::of(if a.is_role { at::email::ROLE } else { at::email::EQUAL }, left);
    }
    let different = || match a.domain == b.domain && a.domain != NONE && !a.is_provider {
        true => Outcome::of(at::email::SAME_COMPANY, a.domain),
        false => Outcome::plain(at::email::DIFFERENT),
    };
    if a.is_role || b.is_role {
        return different();
    }
    let user = |part| records.email_parts.text(part);
    let slip = 1 + a.outline.length().min(b.outline.length()) / 16;
    if a.outline.may_be_within(&b.outline, slip) {
        let (whole_a, whole_b) = (values.text(left), values.text(right));
        let long =
            user(a.user).len().max(user(b.user).len()) >= 4 || a.user == b.user && a.user != NONE && !a.is_provider;
        if long && are_within(whole_a, whole_b, 1 + whole_a.len().min(whole_b.len()) / 16) {
            // `ada.l2` is who came after `ada.l` more often than a slip
            let differ_in_digits = a.domain == b.domain && letters(user(a.user)).eq(letters(user(b.user)));
            return Outcome::plain(if differ_in_digits { at::email::SIMILAR_USER } else { at::email::TYPO });
        }
    }
    if a.user == b.user && user(a.user).len() >= 5 {
        return Outcome::of(at::email::SAME_USER, a.user);
    }
    if a.user_outline.may_be_within(&b.user_outline, 1) {
        let (user_a, user_b) = (user(a.user), user(b.user));
        if user_a.len().min(user_b.len()) >= 5 && are_within(user_a, user_b, 1) {
            return Outcome::plain(at::email::SIMILAR_USER);
        }
    }
    different()
}

/// What a text has besides its digits.
fn letters(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(|byte| !byte.is_ascii_digit())
}

/// Whether two texts are at most so many edits apart.
fn are_within(a: &str, b: &str, most: usize) -> bool {
    a.len().abs_diff(b.len()) <= most && edits(a, b) <= most
}

/// Compares two phone numbers.
pub(crate) fn phone(records: &Records, left: u32, right: u32) -> Outcome {
    let values = &records.phone_values;
    let Some((a, b)) = values.derived(left).zip(values.derived(right)) else { return Outcome::default() };
    if left == right {
        return Outcome::of(at::phone::EQUAL, left);
    }
    // a number without its country is compared by its last digits
    let same = a.number == b.number || a.is_international != b.is_international && a.tail == b.tail;
    if same {
        return match a.has_extension && b.has_extension {
            true => Outcome::plain(at::phone::OTHER_EXTENSION),
            false => Outcome { level: at::phone::EQUAL, values: [left, right], less: 0 },
        };
    }
    Outcome::plain(if a.number > 9_999_999 && a.number / 100 == b.number / 100 {
        at::phone::SAME_BLOCK
    } else if one_digit_apart(a.number, b.number) {
        at::phone::ONE_DIGIT
    } else {
        at::phone::DIFFERENT
    })
}

/// Whether two numbers differ in one digit, or in two neighbors that are swapped.
fn one_digit_apart(a: u64, b: u64) -> bool {
    let (mut a, mut b) = (a, b);
    // what is equal behind the difference falls away
    while a != b && a % 10 == b % 10 {
        (a, b) = (a / 10, b / 10);
    }
    let swapped = |a: u64, b: u64| a % 10 == b / 10 % 10 && a / 10 % 10 == b % 10 && a / 100 == b / 100;
    a != b && (a / 10 == b / 10 || swapped(a, b)) && a > 9 && b > 9
}

/// Compares two addresses, all parts as one piece of evidence.
pub(crate) fn address(records: &Records, left: &Address, right: &Address) -> Outcome {
    use at::address as level;
    let both = |a: u32, b: u32| a != NONE && b != NONE;
    let same = |a: u32, b: u32| a == b && a != NONE;
    let area = if same(left.area, right.area) { Some(left.area) } else { None };
    let locality = same(left.locality, right.locality);
    let postal_code = same(left.postal_code, right.postal_code);
    if both(left.street, right.street) {
        return streets(records, left, right);
    }
    if both(left.postal_code, right.postal_code) {
        return match area {
            _ if postal_code => Outcome::of(level::POSTAL_CODE, left.postal_code),
            _ if locality && similar_places(records, left.postal_code, right.postal_code) => {
                Outcome::plain(level::POSTAL_CODE_SIMILAR)
            }
            _ if locality => Outcome::of(level::POSTAL_CODES_IN_LOCALITY, left.locality),
            Some(area) => Outcome::of(level::POSTAL_CODES_IN_AREA, area),
            None => Outcome::plain(level::POSTAL_CODES_DIFFERENT),
        };
    }
    if both(left.locality, right.locality) {
        let like = || similar_places(records, left.locality, right.locality);
        return match area {
            _ if same(left.place, right.place) => Outcome::of(level::PLACE, left.place),
            _ if locality => Outcome::of(level::LOCALITY, left.locality),
            _ if (area.is_some() || !both(left.area, right.area)) && like() => {
                Outcome { level: level::LOCALITY_SIMILAR, values: [left.place, right.place], less: 0 }
            }
            Some(area) => Outcome::of(level::LOCALITIES_IN_AREA, area),
            None => Outcome::plain(level::LOCALITIES_DIFFERENT),
        };
    }
    match area {
        Some(area) => Outcome::of(level::AREA, area),
        None if both(left.area, right.area) => Outcome::plain(level::AREAS_DIFFERENT),
        None => Outcome::default(),
    }
}

/// Compares two addresses that both have a street.
fn streets(records: &Records, left: &Address, right: &Address) -> Outcome {
    use at::address as level;
    let same = |a: u32, b: u32| a == b && a != NONE;
    let missing = |a: u32, b: u32| a == NONE || b == NONE;
    let postal_code = same(left.postal_code, right.postal_code);
    let locality = same(left.locality, right.locality);
    // whether both may lie in one place: nothing known is no contradiction
    let near = postal_code
        || locality
        || missing(left.postal_code, right.postal_code) && missing(left.locality, right.locality)
        || similar_places(records, left.postal_code, right.postal_code)
        || similar_places(records, left.locality, right.locality);
    let streets = &records.street_values;
    let numbers_missing = missing(left.number, right.number);
    if left.street == right.street {
        return match (near, left.number == right.number) {
            (true, true) if left.point != NONE => Outcome::of(level::SAME_HOUSE, left.point),
            (true, true) => Outcome::of(level::SAME_HOUSE, left.street),
            (true, false) if numbers_missing => Outcome::plain(level::SIMILAR_HOUSE),
            (true, false) if similar_places(records, left.number, right.number) => Outcome::plain(level::SIMILAR_HOUSE),
            (true, false) => Outcome::plain(level::SAME_STREET),
            (false, true) if !numbers_missing => Outcome::plain(level::HOUSE_ELSEWHERE),
            (false, _) => other_streets(left, right),
        };
    }
    let like = || {
        let forms = streets.derived(left.street).zip(streets.derived(right.street));
        forms.is_some_and(|(one, other)| {
            one.skeleton == other.skeleton || {
                let texts = || [left, right].map(|address| streets.text(address.street));
                similar_streets([&one.outline, &other.outline], texts)
            }
        })
    };
    let number = same(left.number, right.number) || numbers_missing;
    match (near, number) {
        (true, true) if like() => Outcome::plain(level::SIMILAR_HOUSE),
        (true, false) if like() => Outcome::plain(level::SAME_STREET),
        (false, true) if !numbers_missing && like() => Outcome::plain(level::HOUSE_ELSEWHERE),
        _ => other_streets(left, right),
    }
}

/// The level of two addresses in different streets.
fn other_streets(left: &Address, right: &Address) -> Outcome {
    use at::address as level;
    let same = |a: u32, b: u32| a == b && a != NONE;
    if same(left.postal_code, right.postal_code) {
        Outcome::of(level::STREETS_IN_POSTAL_CODE, left.postal_code)
    } else if same(left.locality, right.locality) {
        Outcome::of(level::STREETS_IN_LOCALITY, left.locality)
    } else if same(left.area, right.area) {
        Outcome::of(level::STREETS_IN_AREA, left.area)
    } else {
        Outcome::plain(level::STREETS_DIFFERENT)
    }
}

/// Whether two street names are alike: as texts, or one has all the words of the other.
fn similar_streets<'a>([one, other]: [&Outline; 2], texts: impl Fn() -> [&'a str; 2]) -> bool {
    let contains = |long: &str, short: &str| {
        short.len() >= 5 && short.split(' ').all(|word| long.split(' ').any(|other| other == word))
    };
    let [first, second] = [one.may_have_letters_of(other), other.may_have_letters_of(one)];
    similar(one, other, &texts).is_some()
        || (first || second) && {
            let [a, b] = texts();
            first && contains(a, b) || second && contains(b, a)
        }
}

/// Whether two localities, postal codes or house numbers are a slip of typing apart.
fn similar_places(records: &Records, a: u32, b: u32) -> bool {
    let places = &records.place_values;
    let Some((one, other)) = places.derived(a).zip(places.derived(b)).filter(|_| a != NONE && b != NONE) else {
        return false;
    };
    if !one.may_be_similar(other) {
        return false;
    }
    let texts = [a, b].map(|place| places.text(place));
    let [first, second] = texts;
    match first.len().max(second.len()) {
        0..=2 => false,
        3..=5 => one.may_be_within(other, 1) && edits(first, second) <= 1,
        _ => similar(one, other, || texts).is_some(),
    }
}

/// Compares two names of organizations.
pub(crate) fn organization(records: &Records, left: u32, right: u32) -> Outcome {
    let values = &records.organization_values;
    let Some((a, b)) = values.derived(left).zip(values.derived(right)) else { return Outcome::default() };
    let both = [left, right];
    if left == right || a.skeleton == b.skeleton {
        return Outcome { level: at::organization::EQUAL, values: both, less: 0 };
    }
    let texts = || [left, right].map(|number| values.text(number));
    let level = if contains(records, a, b) || contains(records, b, a) || are_acronyms(a, b) && is_acronym(texts()) {
        at::organization::VARIANT
    } else if similar(&a.outline, &b.outline, texts).is_some() || most_words(records, a, b) {
        at::organization::SIMILAR
    } else {
        at::organization::DIFFERENT
    };
    Outcome { level, values: both, less: 0 }
}

/// Whether the longer name has all the words of the shorter one.
fn contains(records: &Records, long: &OrganizationForm, short: &OrganizationForm) -> bool {
    short.words.len() < long.words.len()
        && short.words.iter().all(|word| long.words.contains(word))
        && short.words.iter().map(|&word| records.name_values.text(word).len()).sum::<usize>() >= 4
}

/// Whether most words of two names of several words are equal or a slip of typing apart.
fn most_words(records: &Records, a: &OrganizationForm, b: &OrganizationForm) -> bool {
    let (few, many) = if a.words.len() <= b.words.len() { (a, b) } else { (b, a) };
    let most = 2 * many.words.len();
    // how many words may still be lost
    let Some(mut rest) = (3 * few.words.len()).checked_sub(most).filter(|_| many.words.len() >= 2) else {
        return false;
    };
    few.words.iter().all(|&word| {
        let is_found = many.words.iter().any(|&other| word == other || similar_words(records, word, other));
        let left = if is_found { Some(rest) } else { rest.checked_sub(3) };
        rest = left.unwrap_or_default();
        left.is_some()
    })
}

/// Whether two different words are a slip of typing apart.
fn similar_words(records: &Records, word: u32, other: u32) -> bool {
    let words = &records.name_values;
    let forms = words.derived(word).zip(words.derived(other));
    forms.is_some_and(|(a, b)| similar(&a.outline, &b.outline, || [word, other].map(|word| words.text(word))).is_some())
}

/// Whether one name, a single word, may be made of the first letters of the other's words.
fn are_acronyms(a: &OrganizationForm, b: &OrganizationForm) -> bool {
    let may_be = |short: &OrganizationForm, long: &OrganizationForm| {
        let length = short.outline.length();
        short.words.len() == 1 && (length == 0 || length == long.words.len())
    };
    may_be(a, b) || may_be(b, a)
}

/// Whether one name is made of the first letters of the other's words.
fn is_acronym([a, b]: [&str; 2]) -> bool {
    let of = |short: &str, long: &str| {
        let letters = long.split(' ').filter_map(|word| word.chars().next());
        short.len() >= 2 && !short.contains(' ') && letters.eq(short.chars())
    };
    of(a, b) || of(b, a)
}

/// Compares two job titles.
pub(crate) fn title(records: &Records, left: u32, right: u32) -> Outcome {
    if left == right {
        return Outcome::of(at::title::EQUAL, left);
    }
    let titles = &records.title_values;
    let Some((one, other)) = titles.derived(left).zip(titles.derived(right)) else { return Outcome::default() };
    Outcome::plain(match similar(one, other, || [left, right].map(|title| titles.text(title))) {
        Some(_) => at::title::SIMILAR,
        None => at::title::DIFFERENT,
    })
}
