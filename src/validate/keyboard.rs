//! Words that a hand makes when it runs along the keyboard: `asdf`, `qwertz`, `йцукен`.

use std::sync::LazyLock;

/// The rows of the keyboards of the world's largest layouts, each with the keys of the shortest run that is no accident.
///
/// Four keys in a row are words on the rows with vowels: Wert, Trew, Ertz, Reza and Azer are people, and so is Wertz.
const LAYOUTS: [&[(&str, u8)]; 3] = [
    // QWERTY, and ЙЦУКЕН, whose letters no other layout has.
    &[
        ("1234567890", 5),
        ("qwertyuiop", 5),
        ("asdfghjkl", 4),
        ("zxcvbnm", 4),
        ("йцукенгшщзхъ", 5),
        ("фывапролджэ", 4),
        ("ячсмитьбю", 5),
    ],
    // QWERTZ
    &[("1234567890", 5), ("qwertzuiop", 6), ("asdfghjkl", 4), ("yxcvbnm", 4)],
    // AZERTY
    &[("1234567890", 5), ("azertyuiop", 6), ("qsdfghjklm", 4), ("wxcvbn", 4)],
];

/// Where a key lies: its row times 16, and its column; 0 for what is no key.
type Places = [u8; 160];

/// The keyboards, and for each key the ones beside it on any of them, of both their first bits.
struct Keyboards {
    places: [Places; 3],
    beside: [u32; 32],
}

static KEYBOARDS: LazyLock<Keyboards> = LazyLock::new(|| {
    let mut beside = [0; 32];
    let places = LAYOUTS.map(|rows| {
        let mut places = [0; 160];
        for ((row, _), start) in rows.iter().zip((16_u8..).step_by(16)) {
            for (key, place) in row.chars().zip(start..) {
                if let Some(slot) = slot(key).and_then(|slot| places.get_mut(slot)) {
                    *slot = place;
                }
            }
            let keys = || row.chars().filter_map(slot);
            for (left, right) in keys().zip(keys().skip(1)).flat_map(|(left, right)| [(left, right), (right, left)]) {
                if let Some(keys) = beside.get_mut(left % 32) {
                    *keys |= 1 << (right % 32);
                }
            }
        }
        places
    });
    Keyboards { places, beside }
});

/// The number of a key in the table: that of ASCII, and the small letters of Russian behind them.
fn slot(key: char) -> Option<usize> {
    match key {
        '\0'..='\u{7f}' => Some(key.to_ascii_lowercase() as usize),
        'а'..='я' => Some(key as usize - 'а' as usize + 128),
        'А'..='Я' => Some(key as usize - 'А' as usize + 128),
        // Their small letters are of ASCII.
        'İ' => Some('i' as usize),
        '\u{212a}' => Some('k' as usize),
        _ => None,
    }
}

/// Whether a word of letters and digits is nothing but runs along the rows of a keyboard.
pub(super) fn is_run(word: &str) -> bool {
    // Most words begin with three keys that are no neighbors on any keyboard.
    let [first, second, third] = match word.as_bytes() {
        [first @ ..0x80, second @ ..0x80, third @ ..0x80, ..] => [*first, *second, *third].map(usize::from),
        _ => {
            let mut keys = word.chars().map_while(slot);
            let (Some(first), Some(second), Some(third)) = (keys.next(), keys.next(), keys.next()) else {
                return false;
            };
            [first, second, third]
        }
    };
    let beside = |key: usize| KEYBOARDS.beside.get(key % 32).copied().unwrap_or_default();
    if beside(second) >> (first % 32) & beside(second) >> (third % 32) & 1 == 0 {
        return false;
    }
    KEYBOARDS.places.iter().zip(LAYOUTS).any(|(places, rows)| is_run_on(word, places, rows))
}

/// A run of keys beside each other, each one further in the same direction.
#[derive(Clone, Copy)]
struct Run {
    last: u8,
    step: i8,
    keys: u8,
    from_edge: bool,
}

fn is_run_on(word: &str, places: &Places, rows: &[(&str, u8)]) -> bool {
    let (mut runs, mut letters, mut edges, mut strong) = (0_u32, 0_u32, 0_u32, false);
    // Whether a run is long enough to stand beside others; the first that is not ends the look at most words.
    let mut close = |run: Run| {
        let row = rows.get(usize::from(run.last / 16).saturating_sub(1));
        let digits = run.last < 32;
        runs += 1;
        letters += if digits { 0 } else { u32::from(run.keys) };
        edges += u32::from(run.from_edge && !digits);
        strong |= row.is_some_and(|&(_, least)| run.keys >= least);
        run.keys >= 3
    };
    let mut open: Option<Run> = None;
    for key in word.chars() {
        let place = slot(key).and_then(|slot| places.get(slot)).copied().unwrap_or_default();
        if place == 0 {
            return false;
        }
        let start = Run { last: place, step: 0, keys: 1, from_edge: place % 16 == 0 };
        open = Some(match open {
            None => start,
            Some(run) => {
                let step = match place {
                    next if next == run.last + 1 => 1,
                    next if next + 1 == run.last => -1,
                    _ => 0,
                };
                if step != 0 && (run.step == 0 || run.step == step) {
                    Run { last: place, step, keys: run.keys.saturating_add(1), ..run }
                } else if close(run) {
                    start
                } else {
                    return false;
                }
            }
        });
    }
    // Digits alone are a run of their own (12345), and behind letters only if those begin a row (asd123).
    open.is_some_and(&mut close) && (strong && (letters > 0 || runs == 1) || letters >= 6 || (runs >= 2 && edges > 0))
}

#[cfg(test)]
mod tests {
    use super::{is_run, slot};

    #[test]
    fn a_key_is_that_of_its_small_letter() {
        for char in '\0'..'\u{20000}' {
            let small = char.to_lowercase().next().unwrap();
            assert!(slot(char) == slot(small), "{char}");
        }
    }

    #[test]
    fn runs_along_the_rows_of_a_keyboard_are_seen() {
        for word in [
            "asdf",
            "ASDF",
            "asdfgh",
            "asdfasdf",
            "asdasd",
            "qwerty",
            "Qwertz",
            "qwertzu",
            "azerty",
            "qweqwe",
            "qweasd",
            "zxcv",
            "yxcv",
            "wxcvbn",
            "lkjh",
            "poiuy",
            "hjkl",
            "asdf1234",
            "qwe123",
            "12345",
            "1234567890",
            "йцукен",
            "фыва",
            "qsdfgh",
            "ЙЦУКЕН",
            "fghj",
            "dfgdfg",
        ] {
            assert!(is_run(word), "{word}");
        }
    }

    #[test]
    fn names_that_happen_to_lie_on_a_row_are_names() {
        for word in [
            "",
            "Asda",
            "Wert",
            "Wertz",
            "Wertheim",
            "Ertz",
            "Trew",
            "Azer",
            "Reza",
            "Fred",
            "Liberty",
            "Doherty",
            "Po",
            "Yui",
            "Rew",
            "Poiret",
            "Sadf",
            "Мить",
            "Тимс",
            "Рол",
            "Ng",
            "Uu",
            "Aw",
            "Sas",
            "tre123",
            "as",
            "jkl",
            "123",
            "毛泽东",
            "Lööw",
            "Oui",
            "Werder",
            "Tyurina",
            "property",
        ] {
            assert!(!is_run(word), "{word}");
        }
    }
}
