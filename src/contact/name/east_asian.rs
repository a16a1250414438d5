//! Names in Han, kana and Hangul: the family name first, mostly without a space.

use super::PersonName;

/// Family names of two characters in China and Korea, and Japanese ones of two and three that are frequent.
/// A name of three characters that starts with none of them has a family name of one character.
const COMPOUND: [&str; 125] = [
    // China
    "欧阳",
    "歐陽",
    "司马",
    "司馬",
    "上官",
    "诸葛",
    "諸葛",
    "司徒",
    "东方",
    "東方",
    "皇甫",
    "尉迟",
    "尉遲",
    "公孙",
    "公孫",
    "慕容",
    "令狐",
    "宇文",
    "长孙",
    "長孫",
    "端木",
    "夏侯",
    "轩辕",
    "軒轅",
    "独孤",
    "獨孤",
    "南宫",
    "南宮",
    "西门",
    "西門",
    // Korea
    "남궁",
    "황보",
    "제갈",
    "사공",
    "선우",
    "독고",
    "서문",
    "동방",
    // Japan
    "佐藤",
    "鈴木",
    "高橋",
    "田中",
    "伊藤",
    "渡辺",
    "渡邊",
    "渡部",
    "山本",
    "中村",
    "小林",
    "加藤",
    "吉田",
    "山田",
    "佐々木",
    "山口",
    "松本",
    "井上",
    "木村",
    "斎藤",
    "齋藤",
    "斉藤",
    "清水",
    "山崎",
    "池田",
    "橋本",
    "阿部",
    "石川",
    "山下",
    "中島",
    "石井",
    "小川",
    "前田",
    "岡田",
    "長谷川",
    "藤田",
    "後藤",
    "近藤",
    "村上",
    "遠藤",
    "青木",
    "坂本",
    "福田",
    "太田",
    "西村",
    "藤井",
    "岡本",
    "金子",
    "藤原",
    "三浦",
    "中野",
    "中川",
    "原田",
    "松田",
    "竹内",
    "小野",
    "田村",
    "中山",
    "和田",
    "石田",
    "森田",
    "上田",
    "内田",
    "柴田",
    "酒井",
    "宮崎",
    "横山",
    "高木",
    "安藤",
    "宮本",
    "大野",
    "小島",
    "谷口",
    "今井",
    "工藤",
    "高田",
    "増田",
    "丸山",
    "杉山",
    "村田",
    "大塚",
    "小山",
    "藤本",
    "五十嵐",
    "久保田",
    "小笠原",
    "黒田",
];

/// What is said behind a name: Mr., Ms., teacher.
const BEHIND: [&str; 12] = ["先生", "女士", "小姐", "様", "さん", "さま", "殿", "氏", "님", "씨", "선생님", "君"];

/// Reads a name whose letters are all Han, kana or Hangul; nothing for other names.
pub(super) fn read(text: &str) -> Option<PersonName> {
    let text = text.trim();
    let inside = |char: char| is_east_asian(char) || matches!(char, ' ' | ',' | '・' | '·' | '･' | '‧');
    if text.is_empty() || !text.chars().all(inside) || !text.chars().any(is_east_asian) {
        return None;
    }
    let (text, suffix) = without_form_of_address(text);
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let mut name = match words.as_slice() {
        [] => return None,
        // `マイケル・ジャクソン`: a name from elsewhere keeps its order.
        [only] if only.contains(['・', '·', '･', '‧']) => {
            let mut parts = only.split(['・', '·', '･', '‧']).filter(|part| !part.is_empty());
            let given = parts.next().map(str::to_owned);
            let family = parts.next_back().map(str::to_owned);
            let middle: Vec<&str> = parts.collect();
            let middle = (!middle.is_empty()).then(|| middle.join("・"));
            PersonName { given, middle, family, ..PersonName::default() }
        }
        [only] => {
            let (family, given) = split(only);
            PersonName::new(given, family)
        }
        [family, given @ ..] => PersonName::new(given.join(" "), *family),
    };
    name.suffix = suffix;
    Some(name)
}

/// The name without what is said behind it; a word of one character counts only after a space.
fn without_form_of_address(text: &str) -> (&str, Option<String>) {
    let found = BEHIND.iter().find_map(|form| {
        let before = text.strip_suffix(form)?;
        let name = before.trim_end();
        let apart = name.len() < before.len();
        (name.chars().count() >= 2 && (apart || form.chars().count() > 1 || *form == "様")).then_some((name, form))
    });
    found.map_or((text, None), |(name, form)| (name, Some((*form).to_owned())))
}

/// Family and given name of a name without a space; a single character or a name in kana is not divided.
fn split(name: &str) -> (&str, &str) {
    let count = name.chars().count();
    let hangul = name.chars().all(|char| matches!(char, '\u{ac00}'..='\u{d7a3}'));
    let han = name.chars().take_while(|char| is_han(*char)).count();
    let compound =
        COMPOUND.iter().filter(|family| name.starts_with(**family)).map(|family| family.chars().count()).max();
    let family = match (compound, count) {
        (_, 0 | 1) => 0,
        (Some(compound), _) if compound < count => compound,
        (_, 2 | 3) if hangul || han == count => 1,
        (_, 4 | 5) if hangul || han == count => 2,
        // `木村さくら`: the given name is in kana.
        _ if han > 0 && han < count => han,
        _ => 0,
    };
    let at = name.char_indices().nth(family).map_or(0, |(at, _)| at);
    name.split_at_checked(at).unwrap_or(("", name))
}

/// Whether family and given name are written without a space and can still be told apart.
pub(super) fn is_unspaced(parts: &[&str]) -> bool {
    match parts {
        [family, given] => split(&format!("{family}{given}")) == (*family, *given),
        _ => false,
    }
}

fn is_han(char: char) -> bool {
    matches!(char, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}' | '々')
}

pub(super) fn is_east_asian(char: char) -> bool {
    is_han(char)
        || matches!(char, '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff66}'..='\u{ff9d}')
}
