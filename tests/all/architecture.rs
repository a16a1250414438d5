//! The rules that the source text itself keeps: arrows between rooms run one way, and the library is pure.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The rooms of the library, lowest first. A room knows those above its line, none beside it and none below.
const ROOMS: &[&[&str]] = &[
    &["error"],
    &["contact"],
    &["history", "validate", "normalize"],
    &["matching", "segment"],
    &["merge"],
    &["report"],
];

/// The stages of `matching`, lowest first; `mod` is `matching/mod.rs`.
const STAGES: &[&[&str]] = &[
    &["letters", "logarithm", "parallel", "progress", "rival", "roots", "values"],
    &["records"],
    &["compare", "judgments", "link_type", "origins"],
    &["frequencies", "common_names", "block"],
    &["chance"],
    &["score"],
    &["pair"],
    &["train", "explain", "cluster", "against"],
    &["names_alone", "resolution"],
    &["lanes", "relations"],
    &["index", "evaluate"],
    &["mod"],
];

/// Arrows that run backwards all the same: from where, to what, and why. One that is not needed any more is to go.
const EXCEPTIONS: &[(&str, &str, &str)] = &[];

/// Paths that a pure library has no use for: no I/O, no clock, no environment, no threads of its own.
const FORBIDDEN_PATHS: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::io",
    "std::process",
    "std::thread",
    "std::time::SystemTime",
    "std::time::Instant",
];

/// What stands under a forbidden path and does none of it: the readers of address literals.
const ALLOWED_PATHS: &[&str] = &["std::net::Ipv4Addr", "std::net::Ipv6Addr"];

/// Words that have no place in the library's text, macros with their exclamation mark.
const FORBIDDEN_WORDS: &[&str] = &[
    "unsafe",
    "SystemTime",
    "Instant",
    "println!",
    "eprintln!",
    "print!",
    "eprint!",
    "dbg!",
    "todo!",
    "unimplemented!",
];

/// The most lines of a source file.
const MOST_LINES: usize = 900;

#[test]
fn arrows_between_rooms_and_stages_run_one_way() {
    let files = sources();
    let exported = exports(&files);
    let mut wrong = Vec::new();
    let mut used = BTreeSet::new();
    for file in &files {
        for path in file.paths.iter().filter(|path| path.segments.first().is_some_and(|root| root == "crate")) {
            let target = target_of(path, &exported);
            let Some(target_room) = target.first() else { continue };
            let Some(room) = file.module.first() else { continue };
            let arrow = (unit(&file.module), target_name(&target));
            let backwards = if room != target_room {
                !runs_down(ROOMS, room, target_room)
            } else if room == "matching" {
                let stage = |module: &[String]| module.get(1).map_or("mod", String::as_str).to_owned();
                let (from, to) = (stage(&file.module), stage(&target));
                from != to && !runs_down(STAGES, &from, &to)
            } else {
                false
            };
            if !backwards {
                continue;
            }
            match EXCEPTIONS.iter().find(|(from, to, _)| (*from, *to) == (arrow.0.as_str(), arrow.1.as_str())) {
                Some(exception) => _ = used.insert(exception.0.to_owned() + exception.1),
                None => wrong.push(format!("{}:{}: {} uses {}", file.name, path.line, arrow.0, arrow.1)),
            }
        }
    }
    assert!(wrong.is_empty(), "arrows run backwards:\n{}", wrong.join("\n"));
    let unused: Vec<_> = EXCEPTIONS.iter().filter(|(from, to, _)| !used.contains(&((*from).to_owned() + to))).collect();
    assert!(unused.is_empty(), "these arrows are gone; take them out of EXCEPTIONS: {unused:?}");
}

#[test]
fn the_library_reads_no_clock_file_environment_or_network_and_prints_nothing() {
    let mut wrong = Vec::new();
    for file in sources() {
        for path in &file.paths {
            let text = path.segments.join("::");
            let is_in =
                |paths: &[&str]| paths.iter().any(|path| text == *path || text.starts_with(&format!("{path}::")));
            if is_in(FORBIDDEN_PATHS) && !is_in(ALLOWED_PATHS) {
                wrong.push(format!("{}:{}: {text}", file.name, path.line));
            }
        }
        for (word, line) in &file.words {
            if FORBIDDEN_WORDS.contains(&word.as_str()) {
                wrong.push(format!("{}:{line}: {word}", file.name));
            }
        }
    }
    assert!(wrong.is_empty(), "not in a pure library:\n{}", wrong.join("\n"));
}

#[test]
fn unsafe_code_is_forbidden_at_the_root() {
    let root = std::fs::read_to_string(folder().join("lib.rs")).unwrap();
    assert!(root.contains("#![forbid(unsafe_code)]"), "src/lib.rs");
}

#[test]
fn no_source_file_is_too_long_to_read() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|file| file.lines > MOST_LINES)
        .map(|file| format!("{}: {} lines", file.name, file.lines))
        .collect();
    assert!(long.is_empty(), "at most {MOST_LINES} lines:\n{}", long.join("\n"));
}

#[test]
fn the_reader_of_paths_sees_through_comments_texts_braces_and_modules() {
    let text = r##"
        //! use crate::merge::A;
        use crate::{contact::{self, Email as Mail}, error::Error};
        const TEXT: &str = "use crate::merge::B; \" \\";
        const RAW: &str = r#"crate::merge::C"#;
        const CHAR: [char; 2] = ['"', '\''];
        fn f<'a>(x: &'a super::score::Model) { std::fs::read(x) } /* crate::merge::D /* nested */ */
        mod inner { use super::super::values; }
    "##;
    let (paths, words) = read(text, &["matching".to_owned(), "pair".to_owned()]);
    let rooted =
        paths.into_iter().filter(|path| path.segments.first().is_some_and(|root| root == "crate" || root == "std"));
    let paths: Vec<(String, usize)> = rooted.map(|path| (path.segments.join("::"), path.line)).collect();
    let expected = [
        ("crate::contact", 3),
        ("crate::contact::Email", 3),
        ("crate::error::Error", 3),
        ("crate::matching::score::Model", 7),
        ("std::fs::read", 7),
        ("crate::matching::values", 8),
    ];
    assert_eq!(paths, expected.map(|(path, line)| (path.to_owned(), line)));
    assert!(words.iter().any(|(word, line)| word == "read" && *line == 7));
}

/// A source file with the paths and words that its code has.
struct Source {
    name: String,
    /// The module that the file is: `src/matching/score.rs` is `["matching", "score"]`.
    module: Vec<String>,
    lines: usize,
    paths: Vec<ModulePath>,
    words: Vec<(String, usize)>,
}

/// A path in code, from `crate` or `std` on; renamings left out.
struct ModulePath {
    segments: Vec<String>,
    line: usize,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    list(&folder(), &mut files);
    files.sort();
    assert!(files.len() > 30, "{files:?}");
    let sources = files.iter().map(|file| {
        let text = std::fs::read_to_string(file).unwrap();
        let inside = file.strip_prefix(folder()).unwrap().with_extension("");
        let mut module: Vec<String> =
            inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        module.pop_if(|last| last == "mod" || last == "lib");
        let (paths, words) = read(&text, &module);
        let name = Path::new("src").join(file.strip_prefix(folder()).unwrap()).display().to_string();
        Source { name, module, lines: text.lines().count(), paths, words }
    });
    sources.collect()
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            list(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Whether an arrow from one to the other runs to a lower line of the table.
fn runs_down(table: &[&[&str]], from: &str, to: &str) -> bool {
    let place = |name: &str| {
        table.iter().position(|line| line.contains(&name)).unwrap_or_else(|| panic!("{name} has no place in the table"))
    };
    place(to) < place(from)
}

/// The items that `matching/mod.rs` exports from its stages: `Model` is of `score`.
fn exports(files: &[Source]) -> BTreeMap<String, String> {
    let stages: BTreeSet<&str> = STAGES.iter().flat_map(|line| line.iter().copied()).collect();
    let flow = files.iter().find(|file| file.module == ["matching"]).expect("src/matching/mod.rs");
    let uses =
        flow.paths.iter().filter(|path| path.segments.first().is_some_and(|root| stages.contains(root.as_str())));
    let ends = uses.filter_map(|path| Some((path.segments.last()?.clone(), path.segments.first()?.clone())));
    ends.collect()
}

/// The modules and the item that a path leads to, a re-export of `matching` to the stage that it comes from.
fn target_of(path: &ModulePath, exported: &BTreeMap<String, String>) -> Vec<String> {
    let mut target: Vec<String> = path.segments.iter().skip(1).cloned().collect();
    if let [room, item, ..] = target.as_slice()
        && room == "matching"
    {
        let stage = STAGES.iter().any(|line| line.contains(&item.as_str()));
        if !stage {
            let home = exported.get(item).cloned().unwrap_or_else(|| "mod".to_owned());
            target.insert(1, home);
        }
    }
    target
}

/// `matching/score` for a file of a stage, else the room.
fn unit(module: &[String]) -> String {
    match module {
        [room, stage, ..] if room == "matching" => format!("{room}/{stage}"),
        [room] if room == "matching" => "matching/mod".to_owned(),
        [room, ..] => room.clone(),
        [] => "lib".to_owned(),
    }
}

fn target_name(target: &[String]) -> String {
    match target {
        [room, stage, item @ ..] if room == "matching" => {
            [vec![format!("{room}/{stage}")], item.to_vec()].concat().join("::")
        }
        _ => target.join("::"),
    }
}

/// A token of code: a word, `::`, or any other character.
#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Colons,
    Other(char),
}

/// The paths and words of a text, in the order in which they stand.
fn read(text: &str, module: &[String]) -> (Vec<ModulePath>, Vec<(String, usize)>) {
    let tokens = tokens(text);
    let (mut paths, mut words) = (Vec::new(), Vec::new());
    // inner modules, each with the number of braces that were open before it
    let mut inner: Vec<(String, usize)> = Vec::new();
    let (mut depth, mut at) = (0, 0);
    while let Some((token, line)) = tokens.get(at) {
        match token {
            Token::Other('{') => depth += 1,
            Token::Other('}') => {
                depth -= 1;
                inner.pop_if(|(_, outside)| *outside == depth);
            }
            Token::Word(word) => {
                let next = tokens.get(at + 1).map(|(token, _)| token);
                let is_macro = next == Some(&Token::Other('!'));
                words.push((if is_macro { format!("{word}!") } else { word.clone() }, *line));
                if word == "mod"
                    && let (Some(Token::Word(name)), Some((Token::Other('{'), _))) = (next, tokens.get(at + 2))
                {
                    inner.push((name.clone(), depth));
                }
                let is_start = at == 0 || tokens.get(at - 1).is_none_or(|(before, _)| *before != Token::Colons);
                if is_start && next == Some(&Token::Colons) {
                    let mut here: Vec<String> = vec!["crate".to_owned()];
                    here.extend(module.iter().cloned().chain(inner.iter().map(|(name, _)| name.clone())));
                    let mut found = Vec::new();
                    let mut from = at;
                    tree(&tokens, &mut from, &[], &mut found);
                    paths.extend(
                        found.into_iter().map(|path| ModulePath { segments: absolute(path, &here), line: *line }),
                    );
                }
            }
            _ => {}
        }
        at += 1;
    }
    (paths, words)
}

/// Reads a path or a tree of paths: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn tree(tokens: &[(Token, usize)], at: &mut usize, before: &[String], found: &mut Vec<Vec<String>>) {
    let mut path = before.to_vec();
    loop {
        match tokens.get(*at).map(|(token, _)| token) {
            Some(Token::Word(word)) => {
                *at += 1;
                if word != "self" || path.is_empty() {
                    path.push(word.clone());
                }
                if tokens.get(*at).is_none_or(|(next, _)| *next != Token::Colons) {
                    return found.push(path);
                }
                *at += 1;
            }
            Some(Token::Other('{')) => {
                *at += 1;
                while tokens.get(*at).is_some_and(|(token, _)| *token != Token::Other('}')) {
                    match tokens.get(*at) {
                        Some((Token::Word(_) | Token::Other('{'), _)) => tree(tokens, at, &path, found),
                        _ => *at += 1,
                    }
                    // `as name` is no path
                    if tokens.get(*at).is_some_and(|(token, _)| *token == Token::Word("as".to_owned())) {
                        *at += 2;
                    }
                }
                *at += 1;
                return;
            }
            // `*`, or the `<` of a type's arguments
            _ => return found.push(path),
        }
    }
}

/// A path as seen from the root: `super` is resolved, `self` and `crate` are where they stand.
fn absolute(path: Vec<String>, here: &[String]) -> Vec<String> {
    let mut from = match path.first().map(String::as_str) {
        Some("super" | "self") => here.to_vec(),
        _ => return path,
    };
    for segment in path {
        match segment.as_str() {
            "self" => {}
            "super" => _ = from.pop(),
            _ => from.push(segment),
        }
    }
    from
}

/// The tokens of a text with their lines, without comments, texts and characters.
fn tokens(text: &str) -> Vec<(Token, usize)> {
    let chars: Vec<char> = text.chars().collect();
    let is = |at: usize, c: char| chars.get(at) == Some(&c);
    let (mut tokens, mut at, mut line) = (Vec::new(), 0, 1);
    while let Some(&c) = chars.get(at) {
        let start = at;
        at += 1;
        if c == '/' && is(at, '/') {
            at += chars.iter().skip(at).take_while(|c| **c != '\n').count();
        } else if c == '/' && is(at, '*') {
            let mut open = 1;
            at += 1;
            while open > 0 && at < chars.len() {
                let step = if is(at, '*') && is(at + 1, '/') { -1 } else { i32::from(is(at, '/') && is(at + 1, '*')) };
                open += step;
                at += if step == 0 { 1 } else { 2 };
            }
        } else if c == '"' {
            while at < chars.len() && !is(at, '"') {
                at += if is(at, '\\') { 2 } else { 1 };
            }
            at += 1;
        } else if c == '\'' && (is(at, '\\') || is(at + 1, '\'')) {
            at += if is(at, '\\') { 2 } else { 1 };
            at += chars.iter().skip(at).take_while(|c| **c != '\'').count() + 1;
        } else if c.is_alphanumeric() || c == '_' {
            at += chars.iter().skip(at).take_while(|c| c.is_alphanumeric() || **c == '_').count();
            let word: String = chars.iter().skip(start).take(at - start).collect();
            let hashes = chars.iter().skip(at).take_while(|c| **c == '#').count();
            if (word == "r" || word == "br") && is(at + hashes, '"') {
                at += hashes + 1;
                let end = |at: usize| is(at, '"') && (1..=hashes).all(|i| is(at + i, '#'));
                at = (at..chars.len()).find(|&at| end(at)).unwrap_or(chars.len()) + hashes + 1;
            } else {
                tokens.push((Token::Word(word), line));
            }
        } else if c == ':' && is(at, ':') {
            at += 1;
            tokens.push((Token::Colons, line));
        } else if !c.is_whitespace() {
            tokens.push((Token::Other(c), line));
        }
        line += chars.iter().skip(start).take(at - start).filter(|c| **c == '\n').count();
    }
    tokens
}
