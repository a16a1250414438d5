//! [`PhoneValues`]: the distinct phone numbers, as integers.

use super::super::values::{NONE, Texts, bytes};
use crate::contact::Phone;
use hashbrown::HashTable;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// The most national digits that an integer has room for.
const MOST_DIGITS: usize = 18;

/// The distinct phone numbers, each known by a number of its own. Their texts are made when somebody asks: nine in ten
/// numbers are of one record.
#[derive(Debug, Clone)]
pub(crate) struct PhoneValues {
    forms: Vec<PhoneForm>,
    numbers: HashTable<u32>,
    /// The texts of those that their form does not tell: with an extension, or very long.
    odd: FxHashMap<u32, Box<str>>,
}

/// What is derived from a distinct phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct PhoneForm {
    /// The number without the extension.
    pub(crate) number: u64,
    /// The last eight digits, which are the same with and without country.
    pub(crate) tail: u32,
    /// How many digits it has if the country is not known, zeros before it counted, else 0.
    national_digits: u8,
    /// Whether the country is known.
    pub(crate) is_international: bool,
    /// Whether it has an extension.
    pub(crate) has_extension: bool,
}

impl Default for PhoneValues {
    fn default() -> Self {
        Self { forms: vec![PhoneForm::default()], numbers: HashTable::new(), odd: FxHashMap::default() }
    }
}

impl PhoneValues {
    /// The number of a phone number.
    pub(super) fn number(&mut self, phone: &Phone) -> u32 {
        let national = phone.national().unwrap_or_default();
        let number = phone.e164().unwrap_or_else(|| digits(national));
        let form = PhoneForm::new(number, national, phone.extension().is_some());
        self.number_of(form, (!form.tells(national)).then(|| phone.to_string()))
    }

    /// The number of a phone number from its text: `+4930901820;ext=12`, or national digits.
    pub(super) fn number_of_text(&mut self, text: &str) -> u32 {
        let (number, extension) = text.split_once(";ext=").map_or((text, None), |(number, rest)| (number, Some(rest)));
        let national = if number.starts_with('+') { "" } else { number };
        let form = PhoneForm::new(digits(number), national, extension.is_some());
        self.number_of(form, (!form.tells(national)).then(|| text.to_owned()))
    }

    /// How many numbers there are, that of no number included.
    pub(super) fn len(&self) -> usize {
        self.forms.len()
    }

    fn number_of(&mut self, form: PhoneForm, text: Option<String>) -> u32 {
        if form == PhoneForm::default() {
            return NONE;
        }
        let Self { forms, numbers, odd } = self;
        let is_it = |&number: &u32| {
            forms.get(number as usize) == Some(&form) && odd.get(&number).map(|text| &**text) == text.as_deref()
        };
        if let Some(&number) = numbers.find(form.hash(), is_it) {
            return number;
        }
        let number = u32::try_from(forms.len()).unwrap_or(u32::MAX);
        forms.push(form);
        odd.extend(text.map(|text| (number, text.into())));
        let hash = |&number: &u32| forms.get(number as usize).map_or(0, PhoneForm::hash);
        numbers.insert_unique(form.hash(), number, hash);
        number
    }

    /// How many bytes it holds, but for odd numbers, which are few.
    pub(super) fn memory(&self) -> usize {
        bytes(&self.forms) + self.numbers.allocation_size()
    }

    /// What was derived from a phone number.
    pub(crate) fn derived(&self, number: u32) -> Option<&PhoneForm> {
        self.forms.get(number as usize)
    }
}

impl Texts for PhoneValues {
    fn count(&self) -> u32 {
        u32::try_from(self.forms.len()).unwrap_or(u32::MAX)
    }

    fn text(&self, number: u32) -> Cow<'_, str> {
        match (self.odd.get(&number), self.derived(number).filter(|_| number != NONE)) {
            (Some(text), _) => Cow::Borrowed(text),
            (None, Some(form)) => Cow::Owned(form.text()),
            (None, None) => Cow::Borrowed(""),
        }
    }
}

impl PhoneForm {
    /// The form of a number; `national` is empty if the country is known.
    fn new(number: u64, national: &str, has_extension: bool) -> Self {
        Self {
            number,
            tail: u32::try_from(number % 100_000_000).unwrap_or_default(),
            national_digits: u8::try_from(national.len()).unwrap_or(u8::MAX),
            is_international: national.is_empty() && number > 0,
            has_extension,
        }
    }

    /// Whether nothing of a phone number is lost in its form.
    fn tells(&self, national: &str) -> bool {
        !self.has_extension && national.len() <= MOST_DIGITS && national.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// The text of a phone number that its form tells.
    fn text(&self) -> String {
        let mut text = Vec::with_capacity(MOST_DIGITS + 2);
        let mut rest = self.number;
        while rest > 0 || text.len() < usize::from(self.national_digits) {
            text.extend(u8::try_from(rest % 10).map(|digit| b'0' + digit));
            rest /= 10;
        }
        text.extend(self.is_international.then_some(b'+'));
        text.reverse();
        String::from_utf8(text).unwrap_or_default()
    }

    /// A hash for finding it again in this process; it never reaches a result.
    fn hash(&self) -> u64 {
        super::seen::hash_of((self.number, self.national_digits))
    }
}

/// The digits of a text as one number; of more than it has room for, the last ones count.
fn digits(text: &str) -> u64 {
    text.bytes().filter(u8::is_ascii_digit).fold(0, push_digit)
}

fn push_digit(number: u64, digit: u8) -> u64 {
    number.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'))
}

#[cfg(test)]
mod tests {
    use super::{NONE, Phone, PhoneValues, Texts};

    #[test]
    fn every_phone_number_is_stored_once_and_its_text_comes_back() {
        let mut values = PhoneValues::default();
        let texts = [
            "+49 30 901820",
            "+49 30 901820 ext. 12",
            "+49 30 901820 ext. 13",
            "030 901820",
            "30 901820",
            "0030 901820 77",
            "112",
            "1234567890123",
        ];
        let phones = || texts.iter().filter_map(|text| Phone::parse(text, None).ok());
        let numbers: Vec<u32> = phones().map(|phone| values.number(&phone)).collect();
        assert_eq!(numbers, (1..).take(phones().count()).collect::<Vec<u32>>());
        for (phone, number) in phones().zip(numbers) {
            assert_eq!((values.text(number).into_owned(), values.number(&phone)), (phone.to_string(), number));
            assert_eq!(values.number_of_text(&phone.to_string()), number);
        }
        assert_eq!((values.text(NONE).as_ref(), values.count()), ("", u32::try_from(1 + phones().count()).unwrap()));
    }
}
