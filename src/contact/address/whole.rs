//! Addresses of one text: what is certain becomes a part, the rest stays in the street.

use super::street::Reading;
use super::{PostalAddress, format, postal, region};
use crate::contact::CountryCode;

/// The most parts of an address in one text; with more, it is no address.
const MOST_PARTS: usize = 12;

/// Reads an address; all of the text is the street where nothing else is certain.
pub(super) fn read(text: &str, usual: Option<CountryCode>) -> PostalAddress {
    let whole = || PostalAddress { street: Some(text.to_owned()), ..PostalAddress::default() };
    match parts(text, usual) {
        // what is read must be read again from how it is written here
        Some(address) if parts(&address.to_string(), usual).as_ref() == Some(&address) => address,
        _ => whole(),
    }
}

fn parts(text: &str, usual: Option<CountryCode>) -> Option<PostalAddress> {
    let pieces: Vec<&str> = text.split([',', '\n', ';']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    if pieces.len() > MOST_PARTS {
        return None;
    }
    if let Some(address) = place(&pieces) {
        return Some(address);
    }
    let (last, before) = pieces.split_last().filter(|(_, before)| !before.is_empty())?;
    if let Some(country) = named_country(last) {
        let mut address = Draft { text, pieces: before.to_vec(), country }.read()?;
        address.country = Some((*last).to_owned());
        return Some(address);
    }
    // a code of two letters is a country only beside a postal code of that country
    if last.len() == 2
        && let Some(country) = CountryCode::of(last)
        && let Some(mut address) = (Draft { text, pieces: before.to_vec(), country }).read()
        && address.postal_code.is_some()
        && region::of(last).is_none_or(|_| format::of(country).is_some_and(format::Format::starts_with_code))
    {
        address.country = Some((*last).to_owned());
        return Some(address);
    }
    if let Some(country) = usual
        && let Some(address) = (Draft { text, pieces: pieces.clone(), country }).read()
        && address.postal_code.is_some()
    {
        return Some(address);
    }
    // without a country, the forms that no other country has
    ["US", "CA", "AU", "GB"].into_iter().filter_map(CountryCode::of).find_map(|country| {
        let address = Draft { text, pieces: pieces.clone(), country }.read()?;
        let is_certain = match country.as_str() {
            "GB" => address.postal_code.as_deref().is_some_and(|code| code.contains(' ')),
            _ => address.postal_code.is_some() && address.region.as_deref().is_some_and(is_code),
        };
        (is_certain && address.locality.is_some()).then_some(address)
    })
}

/// A country, a place, or a place in a state or province, where nothing more is said.
fn place(pieces: &[&str]) -> Option<PostalAddress> {
    let said = |text: &str| Some(text.to_owned());
    match pieces {
        [country] if CountryCode::of(country).is_some() => {
            Some(PostalAddress { country: said(country), ..PostalAddress::default() })
        }
        [place] if is_place(place) => Some(PostalAddress { locality: said(place), ..PostalAddress::default() }),
        [place, region] if is_place(place) && region::of(region).is_some() => {
            Some(PostalAddress { locality: said(place), region: said(region), ..PostalAddress::default() })
        }
        _ => None,
    }
}

/// The country of a name that no state or province has, too.
fn named_country(text: &str) -> Option<CountryCode> {
    let country = CountryCode::of(text)?;
    let is_name = text.chars().filter(|char| char.is_alphanumeric()).count() > 2 || text.eq_ignore_ascii_case("uk");
    // what is as short as USA is no name of a region
    let regions = if text.len() > 4 { region::of(text).unwrap_or_default() } else { &[] };
    (is_name && regions.iter().all(|(of, _)| *of == country)).then_some(country)
}

/// An address of a country while its parts are taken from the end.
struct Draft<'a> {
    text: &'a str,
    /// What stands between commas.
    pieces: Vec<&'a str>,
    country: CountryCode,
}

impl<'a> Draft<'a> {
    fn read(mut self) -> Option<PostalAddress> {
        let format = format::of(self.country)?;
        let mut address = PostalAddress::default();
        let code = self.take_code(format.starts_with_code());
        if format.has_region() {
            // 28013 Madrid is the city
            let is_city = format.starts_with_code() && code.is_some_and(|(_, at)| at + 1 == self.pieces.len());
            address.region = self.take_region(is_city).map(str::to_owned);
        }
        let has_street = self.pieces.len() > 1;
        if let Some(last) = self.pieces.last().copied()
            && (has_street && !is_part_of_building(last)
                || code.is_some_and(|(_, at)| at >= self.pieces.len() - 1)
                || is_place(last))
            && !last.is_empty()
        {
            address.locality = Some(last.to_owned());
            self.pieces.pop();
        }
        address.postal_code = code.map(|(code, _)| code.to_owned());
        if let (Some(first), Some(last)) = (self.pieces.first(), self.pieces.last()) {
            // the street is the beginning of the text, with its commas
            let (start, end) = (self.offset(first)?, self.offset(last)? + last.len());
            address.street = Some(self.text.get(start..end)?.to_owned());
        }
        Some(address)
    }

    /// Where a piece starts in the text.
    fn offset(&self, piece: &str) -> Option<usize> {
        (piece.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)
    }

    /// Takes the postal code from one of the last three pieces, with the number of the piece in which it stood.
    fn take_code(&mut self, is_first: bool) -> Option<(&'a str, usize)> {
        let from = self.pieces.len().saturating_sub(3);
        for at in (from..self.pieces.len()).rev() {
            let Some(piece) = self.pieces.get(at).copied() else { continue };
            let found = if is_first {
                self.code_before(piece).or_else(|| self.code_behind(piece))
            } else {
                self.code_behind(piece).or_else(|| self.code_before(piece))
            };
            // a number before or behind a street is that of the house
            let Some((code, rest)) = found.filter(|(_, rest)| rest.is_empty() || at > 0) else { continue };
            if rest.is_empty() {
                self.pieces.remove(at);
            } else if let Some(piece) = self.pieces.get_mut(at) {
                *piece = rest;
            }
            return Some((code, at));
        }
        None
    }

    fn fits(&self, code: &str) -> bool {
        code.len() >= 3 && postal::fitted(code, self.country).is_some()
    }

    /// The code of at most three words at the beginning, and what follows it.
    fn code_before(&self, piece: &'a str) -> Option<(&'a str, &'a str)> {
        let ends = piece.match_indices(' ').map(|(at, _)| at).take(3).chain([piece.len()]);
        let mut ends: Vec<usize> = ends.collect();
        ends.reverse();
        ends.into_iter().find_map(|end| {
            let (code, rest) = piece.split_at_checked(end)?;
            self.fits(code).then_some((code, rest.trim()))
        })
    }

    /// The code of at most three words at the end, and what stands before it.
    fn code_behind(&self, piece: &'a str) -> Option<(&'a str, &'a str)> {
        let starts = piece.rmatch_indices(' ').map(|(at, _)| at + 1).take(3).chain([0]);
        let mut starts: Vec<usize> = starts.collect();
        starts.sort_unstable();
        starts.into_iter().find_map(|start| {
            let (rest, code) = piece.split_at_checked(start)?;
            self.fits(code).then_some((code, rest.trim()))
        })
    }

    /// Takes the state or province from the end, where something is left for the locality.
    fn take_region(&mut self, is_city: bool) -> Option<&'a str> {
        let last = self.pieces.last().copied()?;
        let is_region = |text: &str| region::code(text, Some(self.country)).is_some();
        let before = self.pieces.len().checked_sub(2).and_then(|before| self.pieces.get(before));
        let has_city = before.is_some_and(|before| match self.pieces.len() {
            2 => is_code(last) && is_place(before),
            _ => !is_part_of_building(before) && !before.chars().any(char::is_numeric),
        });
        if has_city && !is_city && is_region(last) {
            self.pieces.pop();
            return Some(last);
        }
        // `Sydney NSW`: as a code only, for `Palm Beach Florida` may be a place
        let (rest, code) = last.rsplit_once(' ')?;
        if self.pieces.len() > 1 && is_code(code) && is_region(code) {
            if let Some(last) = self.pieces.last_mut() {
                // `São Paulo - SP`
                *last = rest.trim_end_matches([' ', '-', '–', '/']);
            }
            return Some(code);
        }
        None
    }
}

/// Whether a text is written as the code of a state or province.
fn is_code(text: &str) -> bool {
    text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether a piece between commas can be a flat, or a number that the street lacks, rather than a place.
fn is_part_of_building(piece: &str) -> bool {
    let line = Reading::of(piece).line;
    line.name.is_empty()
}

/// Whether a piece names a place: no number, and no word of a street.
fn is_place(piece: &str) -> bool {
    !piece.chars().any(char::is_numeric) && {
        let reading = Reading::of(piece);
        reading.line.name == piece && !reading.is_certain
    }
}
