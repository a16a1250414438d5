//! `dedupe --merged --log` and `undo`: the input comes back byte for byte, and later edits go where they belong.

use super::programs::{Folder, assert_line, dedupe, program, summary};
use std::path::Path;
use std::process::Output;

const PEOPLE: &str = "id,full_name,email,phone,City,Shoe Size,note\n\
    1,JON doh,john.doe@analytical.org,+1 202-555-0143,Boston,38,\n\
    2,John Doe,John.Doe@analytical.org,+12025550143,boston,,\n\
    3,Kurt Gödel,kurt@goedel.net,,Wien,\"4\"\"1\",\"a\nb\"\n";

fn merge(folder: &Folder, files: &[&str]) {
    summary(&dedupe(folder, &[files, &["--merged", "merged.csv", "--log", "log.json"]].concat()));
}

fn undo(folder: &Folder, arguments: &[&str]) -> Output {
    let given = ["merged.csv", "log.json", "--out", "out.csv"];
    program("undo").current_dir(&folder.0).args(given).args(arguments).output().unwrap()
}

fn change(folder: &Folder, name: &str, from: &str, to: &str) {
    let text = folder.read(name);
    assert!(text.contains(from), "no {from:?} in {text}");
    folder.file(name, text.replace(from, to));
}

#[test]
fn the_input_comes_back_byte_for_byte() {
    let folder = Folder::new("undo-forms");
    let forms: [(&str, Vec<u8>); 9] = [
        ("plain", PEOPLE.into()),
        ("semicolon", PEOPLE.replace(',', ";").into()),
        ("said", format!("sep=;\n{}", PEOPLE.replace(',', ";")).into()),
        ("bom-windows", format!("\u{feff}{}", PEOPLE.replace('\n', "\r\n")).into()),
        ("return", PEOPLE.replace('\n', "\r").into()),
        ("blank-lines", PEOPLE.replace("\n2", "\n\n\n2").into()),
        ("no-end", PEOPLE.trim_end().into()),
        ("widths", PEOPLE.replace("boston,,", "boston").replace("Boston,38,", "Boston,38,,more,,").into()),
        (
            "legacy",
            PEOPLE.replace("Gödel", "G?del").bytes().map(|byte| if byte == b'?' { 0xF6 } else { byte }).collect(),
        ),
    ];
    for (name, content) in forms {
        let file = folder.file(&format!("{name}.csv"), &content);
        merge(&folder, &[&format!("{name}.csv")]);
        let said = summary(&undo(&folder, &[]));
        assert_line(&said, "restored    3 rows in out.csv");
        assert_eq!(said.lines().count(), 1, "{name}: {said}");
        assert!(std::fs::read(folder.0.join("out.csv")).unwrap() == content, "{name}: {}", file.display());
    }
}

#[test]
fn the_sample_comes_back_byte_for_byte() {
    let folder = Folder::new("undo-sample");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/sample/contacts.csv");
    merge(&folder, &[sample.to_str().unwrap()]);
    assert_line(&summary(&undo(&folder, &[])), "restored    1,000 rows in out.csv");
    assert!(std::fs::read(folder.0.join("out.csv")).unwrap() == std::fs::read(sample).unwrap());
}

#[test]
fn several_files_come_back_into_a_folder() {
    let folder = Folder::new("undo-several");
    let shop = "id,name,E-Mail\nS1,Ada Byron,ada@analytical.org\nS2,Kurt Gödel,kurt@goedel.net\n";
    let club = "Mitglied;Vorname;Nachname;Mail\n7;Ada;Byron;ada@analytical.org\n";
    folder.file("shop.csv", shop);
    folder.file("club.csv", club);
    merge(&folder, &["shop.csv", "club.csv"]);
    change(&folder, "merged.csv", "ada@analytical.org", "ada@byron.org");
    let said = summary(&undo(&folder, &[]));
    assert_line(&said, "edited      1 edit went back to where the value is from");
    assert_eq!(folder.read("out.csv/shop.csv"), shop.replace("ada@analytical.org", "ada@byron.org"));
    assert_eq!(folder.read("out.csv/club.csv"), club.replace("ada@analytical.org", "ada@byron.org"));
    let arguments = ["merged.csv", "log.json", "--out", "shop.csv"];
    let output = program("undo").current_dir(&folder.0).args(arguments).output().unwrap();
    let message = "undo: shop.csv: not a folder, and 2 files were merged\n";
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(1), message));
    assert_eq!(folder.read("shop.csv"), shop);
}

#[test]
fn later_edits_go_to_the_cells_that_had_the_value_or_are_told() {
    let folder = Folder::new("undo-edits");
    folder.file("people.csv", PEOPLE);
    merge(&folder, &["people.csv"]);
    // Both records have the number and the city, in their own spelling; the name stands in one cell.
    change(&folder, "merged.csv", "+1 202-555-0143", "+1 202-555-0199");
    change(&folder, "merged.csv", "Boston", "Springfield, MA");
    change(&folder, "merged.csv", ",John Doe,", ",John F. Doe,");
    change(&folder, "merged.csv", "Springfield, MA", "\"Springfield, MA\"");
    // One record alone has its empty cells to itself; of two it is not certain who has the web address.
    change(&folder, "merged.csv", "kurt@goedel.net,,,", "kurt@goedel.net,,+43 1 5125678,");
    change(&folder, "merged.csv", ",1,1|2", ",1,1|2");
    let merged = folder.read("merged.csv");
    let lines: Vec<String> = merged
        .lines()
        .map(
            |line| {
                if line.ends_with(",1,1|2") { line.replace(",,,1,1|2", ",likes tea,,1,1|2") } else { line.to_owned() }
            },
        )
        .collect();
    folder.file("merged.csv", lines.join("\n") + "\n");
    let said = summary(&undo(&folder, &["--edits", "edits.csv"]));
    assert_line(&said, "edited      4 edits went back to where the value is from");
    assert_line(&said, "open        1 edit is not in the restored rows, as no cell is certain; see merged.csv");
    assert_line(&said, "  1, note: \"\" became \"likes tea\"");
    assert_eq!(
        folder.read("out.csv"),
        PEOPLE
            .replace("+1 202-555-0143,Boston", "+1 202-555-0199,\"Springfield, MA\"")
            .replace("+12025550143,boston", "+1 202-555-0199,\"Springfield, MA\"")
            .replace("John Doe", "John F. Doe")
            .replace("goedel.net,,", "goedel.net,+43 1 5125678,")
    );
    assert_eq!(
        folder.read("edits.csv"),
        "cluster_id,column,before,after,cells\n\
         1,full_name,John Doe,John F. Doe,people.csv row 2 column 2\n\
         1,locality,Boston,\"Springfield, MA\",people.csv row 1 column 5|people.csv row 2 column 5\n\
         1,note,,likes tea,\n\
         1,phone,+1 202-555-0143,+1 202-555-0199,people.csv row 1 column 4|people.csv row 2 column 4\n\
         3,phone,,+43 1 5125678,people.csv row 3 column 4\n"
    );
}

#[test]
fn lines_that_were_deleted_added_or_doubled_are_told() {
    let folder = Folder::new("undo-lines");
    folder.file("people.csv", PEOPLE);
    merge(&folder, &["people.csv"]);
    let merged = folder.read("merged.csv");
    let mut lines: Vec<&str> = merged.lines().take(2).collect();
    lines.push(lines[1]);
    let new = lines[1].replace(",1,1|2", ",77,77");
    lines.push(&new);
    folder.file("merged.csv", lines.join("\n"));
    let said = summary(&undo(&folder, &[]));
    for warning in [
        "1 line is of no cluster in the log, and not restored (77)",
        "1 line is there twice, and only the first of them is looked at (1)",
        "1 line is gone, and their records are restored as they were (3)",
    ] {
        assert_line(&said, &format!("warning     {warning}"));
    }
    assert_eq!(folder.read("out.csv"), PEOPLE);
}

#[test]
fn a_column_that_was_renamed_is_told() {
    let folder = Folder::new("undo-columns");
    folder.file("people.csv", PEOPLE);
    merge(&folder, &["people.csv"]);
    change(&folder, "merged.csv", "locality", "Town");
    let said = summary(&undo(&folder, &[]));
    assert_line(&said, "warning     the column locality is gone, and its values are restored as they were");
    assert_line(&said, "warning     the column Town was added, and its values are not in the restored rows");
    assert!(!said.contains(" became "), "{said}");
    assert_eq!(folder.read("out.csv"), PEOPLE);
}

#[test]
fn a_spreadsheet_may_have_saved_the_merged_file_in_its_own_way() {
    let folder = Folder::new("undo-spreadsheet");
    folder.file("people.csv", PEOPLE);
    merge(&folder, &["people.csv"]);
    let merged = folder.read("merged.csv").replace(',', ";").replace('\n', "\r\n");
    folder.file("merged.csv", format!("\u{feff}{merged}"));
    let said = summary(&undo(&folder, &[]));
    assert_eq!(said.lines().count(), 1, "{said}");
    assert_eq!(folder.read("out.csv"), PEOPLE);
}

#[test]
fn what_does_not_belong_together_is_refused_before_anything_is_written() {
    let folder = Folder::new("undo-bad");
    folder.file("people.csv", PEOPLE);
    folder.file("others.csv", "id,name,email\n1,Emmy Noether,emmy@noether.de\n3,Alan Turing,alan@turing.uk\n");
    folder.file("foreign.csv", "id,name,email\nx,Emmy Noether,emmy@noether.de\n");
    let all = |folder: &Folder, file: &str, end: &str| {
        let outputs = [format!("merged{end}.csv"), format!("log{end}.json")];
        summary(&dedupe(folder, &[file, "--merged", &outputs[0], "--log", &outputs[1]]));
    };
    all(&folder, "people.csv", "");
    all(&folder, "others.csv", "-others");
    all(&folder, "foreign.csv", "-foreign");
    let log = folder.read("log.json");
    folder.file("damaged.json", log.replacen("202-555", "202-556", 1));
    folder.file("cut.json", &log[..log.len() / 2]);
    folder.file("empty.json", "");
    let refused = |arguments: [&str; 2]| {
        let output =
            program("undo").current_dir(&folder.0).args(arguments).args(["--out", "out.csv"]).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(!folder.0.join("out.csv").exists());
        String::from_utf8(output.stderr).unwrap()
    };
    let starts = |arguments, start: &str| {
        let said = refused(arguments);
        assert!(said.starts_with(&format!("undo: {start}")), "{said}");
    };
    let damaged = |name: &str, why: &str| format!("{name}: not a log of dedupe, or damaged: {why}");
    starts(["merged.csv", "damaged.json"], &damaged("damaged.json", "entry 2 is damaged: its checksum is "));
    starts(["merged.csv", "cut.json"], &damaged("cut.json", "entry 5 is damaged: EOF while parsing"));
    starts(["merged.csv", "empty.json"], &damaged("empty.json", "EOF while parsing a value at line 1 column 0"));
    starts(["merged.csv", "people.csv"], &damaged("people.csv", "expected value at line 1 column 1"));
    starts(["merged.csv", "no.json"], "no.json: no such file");
    starts(["no.csv", "log.json"], "no.csv: no such file");
    starts(["people.csv", "log.json"], "people.csv:1: no column cluster_id");
    let arguments = ["merged.csv", "log.json", "--out", "no/out.csv"];
    let said = program("undo").current_dir(&folder.0).args(arguments).output().unwrap().stderr;
    assert_eq!(String::from_utf8_lossy(&said), "undo: no/out.csv: there is no folder no\n");
    let apart = "the two do not belong together\n";
    assert_eq!(
        refused(["merged-foreign.csv", "log.json"]),
        format!("undo: merged-foreign.csv: none of its lines is in the log: {apart}")
    );
    assert_eq!(
        refused(["merged-others.csv", "log.json"]),
        format!("undo: merged-others.csv: most of its values are not what was written: {apart}")
    );
}

#[test]
fn wrong_arguments_of_undo_are_named() {
    let folder = Folder::new("undo-arguments");
    folder.file("merged.csv", "cluster_id\n");
    for (arguments, message) in [
        (&["merged.csv"][..], "two files are needed: MERGED.csv and LOG.json"),
        (&["merged.csv", "log.json"], "--out is missing"),
        (&["merged.csv", "log.json", "--out", "merged.csv"], "merged.csv: would be written over what is read"),
        (&["merged.csv", "log.json", "--out", "a", "--edits", "a"], "a: asked for twice as an output"),
        (&["--colour"], "invalid option '--colour'"),
    ] {
        let output = program("undo").current_dir(&folder.0).args(arguments).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), format!("undo: {message}\nTry 'undo --help'.\n"));
        assert_eq!(output.status.code(), Some(2));
    }
    assert!(summary(&program("undo").arg("--help").output().unwrap()).starts_with("Gives the files back"));
}
