//! The programs in `examples/`, run as a user runs them, on the files that users have.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of its own for a test; gone at the end.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("contactkit-{test}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A program in `examples/`, which cargo builds beside the tests: `target/PROFILE/examples/NAME`.
pub fn program(name: &str) -> Command {
    let test = std::env::current_exe().unwrap();
    let profile = test.parent().and_then(Path::parent).unwrap();
    let path = profile.join("examples").join(name).with_extension(std::env::consts::EXE_EXTENSION);
    assert!(path.exists(), "{} is not there: run cargo test without --test, or cargo build --examples", path.display());
    Command::new(path)
}

pub fn dedupe(folder: &Folder, arguments: &[&str]) -> Output {
    program("dedupe").current_dir(&folder.0).args(arguments).output().unwrap()
}

/// What a successful run says, its lines without trailing white space.
pub fn summary(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.stderr, b"", "stderr is for trouble and terminals");
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn assert_line(summary: &str, line: &str) {
    assert!(summary.lines().any(|found| found == line), "no line {line:?} in\n{summary}");
}

#[test]
fn files_without_contacts_stop_before_any_work() {
    let folder = Folder::new("no-contacts");
    folder.file("good.csv", "id,email\n1,ada@example.org\n");
    folder.file("empty.csv", "");
    folder.file("blank.csv", "\u{feff}");
    folder.file("header.csv", "id,email\n");
    folder.file("long.csv", format!("id,email,\"{}\"\n", "x".repeat(300_000)));
    folder.file("words.csv", "alpha,beta\n1,2\n");
    folder.file("keys.csv", "id,source\n1,2\n");
    folder.file("zero.csv", b"id,email\n1,a@example.org\n2,b\0@example.org\n");
    folder.file("wide.csv", b"\xFF\xFEi\0d\0\n\0");
    folder.file("sheet.xlsx", b"PK\x03\x04....");
    folder.file("late.csv", [b"id,email\n".to_vec(), b"1,a@example.org\n".repeat(20_000), vec![0]].concat());
    std::fs::create_dir_all(folder.0.join("folder.csv")).unwrap();
    let known = "known are id, given_name, middle_name, family_name, full_name, nickname, prefix, suffix, organization, \
                 job_title, email, email2, phone, phone2, street, locality, region, postal_code, country, birth_date, \
                 gender, url, note, source, and the usual words for them";
    for (name, message) in [
        ("nothing.csv", "nothing.csv: no such file".to_owned()),
        ("folder.csv", "folder.csv: a directory, not a file".to_owned()),
        ("empty.csv", "empty.csv: the file is empty".to_owned()),
        ("blank.csv", "blank.csv: the file is empty".to_owned()),
        ("header.csv", "header.csv: a header, but no records".to_owned()),
        ("long.csv", "long.csv: a header, but no records".to_owned()),
        ("words.csv", format!("words.csv:1: no column of a contact in the header (alpha, beta); {known}")),
        ("keys.csv", format!("keys.csv:1: no column of a contact in the header (only keys and sources); {known}")),
        ("zero.csv", "zero.csv:3: a zero byte, so this is not a text file".to_owned()),
        ("late.csv", "late.csv:20002: a zero byte, so this is not a text file".to_owned()),
        ("wide.csv", "wide.csv: the text is UTF-16; save the file as UTF-8".to_owned()),
        ("sheet.xlsx", "sheet.xlsx: a spreadsheet or archive; save it as CSV".to_owned()),
    ] {
        let output = dedupe(&folder, &["good.csv", name, "--clusters", "out.csv"]);
        assert_eq!(String::from_utf8_lossy(&output.stderr), format!("dedupe: {message}\n"));
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), &b""[..]), "{name}");
        assert!(!folder.0.join("out.csv").exists(), "{name}: an output was written");
    }
}

#[test]
fn wrong_arguments_are_named() {
    let folder = Folder::new("arguments");
    folder.file("good.csv", "id,email\n1,ada@example.org\n");
    for (arguments, message) in [
        (&["--colour"][..], "invalid option '--colour'"),
        (&["good.csv", "--clusters"], "missing argument for option '--clusters'"),
        (&["good.csv", "--threads", "0"], "--threads 0: not a number from 1 on"),
        (&["good.csv", "--memory", "1 GB"], "--memory 1 GB: not a number from 1 on"),
        (&["good.csv", "--region", "Germany"], "--region Germany: not a country by its two letters"),
        (&["good.csv", "--clusters", "good.csv"], "good.csv: would be written over what is read"),
        (&["good.csv", "--relations", "good.csv"], "good.csv: would be written over what is read"),
        (&["good.csv", "--clusters", "a", "--pairs", "a"], "a: asked for twice as an output"),
        (&["good.csv", "--log", "a"], "--log: there is nothing to undo without --merged"),
    ] {
        let output = dedupe(&folder, arguments);
        assert_eq!(
            String::from_utf8_lossy(&output.stderr),
            format!("dedupe: {message}\nTry 'dedupe --help'.\n"),
            "{arguments:?}"
        );
        assert_eq!(output.status.code(), Some(2));
    }
    assert_eq!(folder.read("good.csv"), "id,email\n1,ada@example.org\n");
    assert!(summary(&dedupe(&folder, &["--help"])).starts_with("Finds the records"));
}

#[test]
fn a_limit_of_memory_that_would_be_passed_ends_the_job_before_the_work() {
    let folder = Folder::new("memory");
    folder.file("good.csv", "id,email\n1,ada@example.org\n2,bob@example.org\n");
    let output = dedupe(&folder, &["good.csv", "--memory", "1", "--clusters", "out.csv"]);
    let said = String::from_utf8_lossy(&output.stderr);
    let least = said.strip_prefix("dedupe: --memory 1: matching 2 records may need ");
    let Some(least) = least.and_then(|rest| rest.strip_suffix(" MB\n")) else { panic!("{said}") };
    assert_eq!(output.status.code(), Some(1));
    assert!(!folder.0.join("out.csv").exists());
    // what a process holds at its start is not always the same
    let enough = least.parse::<u64>().unwrap() + 100;
    summary(&dedupe(&folder, &["good.csv", "--memory", &enough.to_string()]));
}

#[test]
fn an_output_that_cannot_be_written_is_named() {
    let folder = Folder::new("outputs");
    folder.file("good.csv", "id,email\n1,ada@example.org\n");
    for (arguments, message) in [
        (["--clusters", "no/where.csv"], "no/where.csv: there is no folder no"),
        (["--relations", "no/where.csv"], "no/where.csv: there is no folder no"),
        (["--report", "."], ".: a directory, not a file"),
        (["--model", "good.csv"], "good.csv: not a model: expected value at line 1 column 1"),
        (["--model", "no.json"], "no.json: no such file"),
    ] {
        let output = dedupe(&folder, &[&["good.csv"][..], &arguments[..]].concat());
        assert_eq!(String::from_utf8_lossy(&output.stderr), format!("dedupe: {message}\n"), "{arguments:?}");
        assert_eq!(output.status.code(), Some(1));
    }
}

#[test]
fn rows_with_trouble_are_read_counted_and_named() {
    let folder = Folder::new("trouble");
    let rows = "id,given_name,family_name,email,City,Town,Shoe Size\n\
                1,Ada,Lovelace,ada@example.org,London,,38\n\
                2,Grace\n\
                3,Alan,Turing,alan@example.org,Wilmslow,,42,more\n\
                4,Kurt,Gödel,kurt@example.org,Wien,,41,,,\n\
                1,Ada,Byron,ada.byron@example.org,London,,38\n\
                ,Emmy,Noether,emmy@example.org,Erlangen,,37\n";
    let mut bytes = rows.as_bytes().to_vec();
    bytes.extend(b"7,Ren\xE9,Descartes,rene@example.org,Paris,,40\n");
    folder.file("rows.csv", bytes);
    let summary = summary(&dedupe(&folder, &["rows.csv", "--clusters", "out.csv", "--merged", "merged.csv"]));
    assert_line(&summary, "records     7 in rows.csv");
    assert_line(&summary, "not read    1 column of rows.csv: Shoe Size");
    for warning in [
        "rows.csv: columns 5 (City) and 6 (Town) mean the same: column 5 is read, column 6 is not",
        "1 row has too few fields: the missing ones are empty (rows.csv:3)",
        "1 row has too many fields: those after the last column are not read (rows.csv:4)",
        "1 row has bytes that are not UTF-8: read as Windows-1252 (rows.csv:8)",
        "1 row has no id: the file and line are taken (rows.csv:7)",
        "1 row has the id of another record: both are kept (rows.csv:6)",
    ] {
        assert_line(&summary, &format!("warning     {warning}"));
    }
    let clusters = folder.read("out.csv");
    let ids: Vec<&str> = clusters.lines().map(|line| line.split(',').next().unwrap_or_default()).collect();
    assert_eq!(ids, ["id", "1", "2", "3", "4", "1", "rows.csv:7", "7"]);
    let merged = folder.read("merged.csv");
    assert!(merged.contains("René,,Descartes"), "{merged}");
    assert!(merged.contains("Gödel"), "{merged}");
}

#[test]
fn cells_that_say_nothing_are_read_as_empty_and_somebody_is_called_null() {
    let folder = Folder::new("nothing");
    let rows = "id,given_name,family_name,email,phone,city,birth_date,organization\n\
                1,Jennifer,Null,jennifer@example.org,,None,-,\n\
                2,NULL,NULL,info@example.com,NULL,NULL,NULL,Example Ltd\n\
                3,Ada,Lovelace,none,nan,nan,1815-12-10,n/a\n\
                4,Kurt,\u{200b},\u{a0},?,Wien,nan,Nan\n";
    folder.file("rows.csv", rows);
    let summary = summary(&dedupe(&folder, &["rows.csv", "--merged", "merged.csv"]));
    assert_line(
        &summary,
        "warning     4 rows have NULL, - or another text that says nothing: read as empty (rows.csv:2,",
    );
    assert_line(&summary, "records     4 in rows.csv");
    let merged = folder.read("merged.csv");
    let header: Vec<&str> = merged.lines().next().unwrap_or_default().split(',').collect();
    let columns = ["given_name", "family_name", "email", "phone", "locality", "birth_date", "organization"];
    let row = |id: usize| {
        let cells: Vec<&str> = merged.lines().nth(id).unwrap_or_default().split(',').collect();
        columns.map(|column| cells[header.iter().position(|name| *name == column).unwrap()]).join("|")
    };
    assert_eq!(
        [row(1), row(2), row(3), row(4)],
        [
            "Jennifer|Null|jennifer@example.org||None||",
            "||info@example.com||||Example Ltd",
            "Ada|Lovelace|none|||1815-12-10|n/a",
            "Kurt||||Wien||Nan",
        ]
    );
}

#[test]
fn several_values_in_one_cell_are_each_read() {
    let folder = Folder::new("several");
    let rows = "id,name,email,phone\n\
                1,Ada Lovelace,ada@example.org; a.lovelace@example.net,+44 20 7946 0018 | 01632 960123\n\
                2,Kurt Gödel,kurt(at)example.org; kurt@example.net,\n\
                3,Emmy Noether,e@example.org;n@example.org,+44 20 7946 0020|01632 960124|+44 20 7946 0021\n\
                4,Emmy Noether,e@example.org;emmy@example.org,\n";
    folder.file("rows.csv", rows);
    summary(&dedupe(&folder, &["rows.csv", "--region", "GB", "--merged", "merged.csv"]));
    let merged = folder.read("merged.csv");
    assert!(merged.contains(",ada@example.org,a.lovelace@example.net,+44 20 7946 0018,01632 960123,"), "{merged}");
    assert!(merged.contains(",kurt(at)example.org; kurt@example.net,,,"), "{merged}");
    // what has no column of its own stands beside the second value, as it is read again
    let all = ",e@example.org,n@example.org; emmy@example.org,+44 20 7946 0020,01632 960124; +44 20 7946 0021,";
    assert!(merged.contains(all), "{merged}");
    summary(&dedupe(&folder, &["merged.csv", "--region", "GB", "--merged", "again.csv"]));
    assert!(folder.read("again.csv").contains(all));
}

#[test]
fn full_names_that_begin_with_the_family_name_are_read_so() {
    let folder = Folder::new("family-first");
    let names = ["Lovelace John", "Quist Maria", "Scott James", "Tamm Anna", "Okafor Peter", "Berg Julia", "Turing A."];
    let rows = |name: &str| names.iter().map(|name_of| name.replace("NAME", name_of)).collect::<String>();
    folder.file("turned.csv", format!("id,name\n{}", rows("1,NAME\n")));
    let summary = summary(&dedupe(&folder, &["turned.csv", "--merged", "merged.csv"]));
    let warning = "warning     turned.csv: full names are read with the family name first, as most of them are written";
    assert_line(&summary, warning);
    let merged = folder.read("merged.csv");
    for parts in [",John,,Lovelace,", ",James,,Scott,", ",A.,,Turing,"] {
        assert!(merged.contains(parts), "{merged}");
    }
}

#[test]
fn records_that_share_an_id_are_told_apart_by_their_clusters() {
    let folder = Folder::new("shared-ids");
    folder.file("shop.csv", "id,full_name,email\n1,Ada Lovelace,ada@example.org\n");
    folder.file("club.csv", "id,full_name,email\n1,Kurt Gödel,kurt@example.net\n");
    summary(&dedupe(&folder, &["shop.csv", "club.csv", "--clusters", "out.csv", "--merged", "merged.csv"]));
    assert_eq!(folder.read("out.csv"), "id,cluster_id\n1,1\n1,1@club.csv:2\n");
    let merged = folder.read("merged.csv");
    assert!(merged.lines().any(|line| line.ends_with("shop.csv,1,1")), "the file is the source:\n{merged}");
    assert!(merged.lines().any(|line| line.ends_with("club.csv,1@club.csv:2,1")), "{merged}");
}

#[test]
fn files_are_linked_and_not_deduplicated_where_that_is_asked() {
    let folder = Folder::new("link");
    folder.file("shop.csv", "id,name,email\nS1,Ada Byron,ada@example.org\nS2,Ada Byron,ada@example.org\n");
    folder.file("club.csv", "id,name,email\nC1,Ada Byron,ada@example.org\n");
    let clusters = |arguments: &[&str]| {
        summary(&dedupe(&folder, &[arguments, &["--clusters", "out.csv", "--report", "report.json"]].concat()));
        folder.read("out.csv")
    };
    assert_eq!(clusters(&["shop.csv", "club.csv"]), "id,cluster_id\nS1,C1\nS2,C1\nC1,C1\n");
    assert!(folder.read("report.json").contains("\"possible_pairs\": 3,"));
    assert_eq!(clusters(&["shop.csv", "club.csv", "--link"]), "id,cluster_id\nS1,C1\nS2,C1\nC1,C1\n");
    assert!(folder.read("report.json").contains("\"possible_pairs\": 2,"));
    assert_eq!(clusters(&["shop.csv", "club.csv", "--one-to-one"]), "id,cluster_id\nS1,C1\nS2,S2\nC1,C1\n");
    let output = dedupe(&folder, &["shop.csv", "--link"]);
    let message = "dedupe: all records are of one source, so there is nothing to link\n";
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(1), message));
}

#[test]
fn rows_without_ids_are_called_by_file_and_line() {
    let folder = Folder::new("no-ids");
    for (name, content, lines) in [
        ("feed.csv", "Name;Ort\nAda;London\n\nKurt;\"Wien\n1080\"\nEmmy;Erlangen", [2, 4, 6]),
        ("windows.csv", "Name;Ort\r\nAda;London\r\n\r\nKurt;\"Wien\r\n1080\"\r\nEmmy;Erlangen\r\n", [2, 4, 6]),
        ("return.csv", "Name;Ort\rAda;London\rKurt;Wien\rEmmy;Erlangen\r", [2, 3, 4]),
    ] {
        folder.file(name, content);
        let said = summary(&dedupe(&folder, &[name, "--clusters", "out.csv"]));
        assert!(!said.contains("\nwarning"), "{name}: {said}");
        let expected: String = lines.map(|line| format!("{name}:{line},{name}:{line}\n")).concat();
        assert_eq!(folder.read("out.csv"), format!("id,cluster_id\n{expected}"));
    }
}

#[test]
fn every_usual_form_of_a_file_is_read_alike() {
    let folder = Folder::new("forms");
    let plain = "id,Vorname,Nachname,Straße,PLZ,E-Mail,E-Mail\n\
                 1,Jürgen,Groß,\"Am Markt 1, Hof\",04109,j@example.org,g@example.org\n\
                 2,Çağla,Öz,\"Lange Str. 2\",04110,c@example.org,\n";
    let with = |delimiter: &str| plain.replace("1, Hof", "1\0 Hof").replace(',', delimiter).replace('\0', ",");
    let forms: [(&str, Vec<u8>); 8] = [
        ("plain", plain.into()),
        ("semicolon", with(";").into()),
        ("tab", with("\t").into()),
        ("bar", with("|").into()),
        ("said", format!("sep=;\n{}", with(";")).into()),
        ("bom", format!("\u{feff}{plain}").into()),
        ("windows", plain.replace('\n', "\r\n").into()),
        ("bom-windows", format!("\u{feff}{}", plain.replace('\n', "\r\n")).into()),
    ];
    let mut answers = Vec::new();
    for (name, content) in forms {
        folder.file(&format!("{name}.csv"), content);
        let said = summary(&dedupe(&folder, &[&format!("{name}.csv"), "--merged", "merged.csv"]));
        assert!(!said.contains("\nwarning") && !said.contains("not read"), "{name}:\n{said}");
        answers.push((name, folder.read("merged.csv")));
    }
    for (name, answer) in &answers {
        assert_eq!(answer, &answers[0].1, "{name}");
    }
    assert!(answers[0].1.contains("1,Jürgen,,Groß"), "{}", answers[0].1);
    assert!(answers[0].1.contains("j@example.org,g@example.org"), "{}", answers[0].1);
    assert!(answers[0].1.contains("\"Am Markt 1, Hof\",,,04109"), "{}", answers[0].1);
}

#[test]
fn a_field_of_a_million_characters_is_only_too_long() {
    let folder = Folder::new("long");
    let long = "x".repeat(1_000_000);
    let rows =
        format!("id,full_name,email,phone,note\n1,{long},{long}@example.org,{long},{long}\n2,Ada,a@example.org,,\n");
    folder.file("long.csv", rows);
    let begun = std::time::Instant::now();
    let summary = summary(&dedupe(&folder, &["long.csv", "--clusters", "out.csv", "--merged", "merged.csv"]));
    assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
    assert_line(&summary, "records     2 in long.csv");
    assert!(summary.lines().all(|line| line.chars().count() <= 100), "{summary}");
    assert_eq!(folder.read("out.csv").lines().count(), 3);
    assert!(folder.read("merged.csv").contains(&long), "no text is lost");
}

#[test]
fn a_quotation_mark_that_nobody_closes_is_told_with_its_line() {
    let folder = Folder::new("quote");
    let header = "id,full_name,note\n0,Kurt,\n";
    let many = "3,Kurt,\n".repeat(497);
    let warning = |lines: &str| {
        let rows = if lines.contains(' ') { "2 rows have" } else { "1 row has" };
        format!("{rows} a quotation mark that is not closed: the lines after it are read as its text ({lines})")
    };
    for (rows, lines) in [
        ("1,\"Ada,x\n2,Bob,y\n", "quote.csv:3"),
        ("1,Ada,\"x\n2,Bob,y", "quote.csv:3"),
        ("1,Ada,x\n2,Bob,\"y\n", "quote.csv:4"),
        // the next quotation mark closes it, where it should open a name
        ("1,Ada,\"x\n2,\"Bob\",y\n3,Cleo,z\n", "quote.csv:3"),
        ("\"1\",\"Ada\n\"2\",\"Bob\",\"y\"\n", "quote.csv:3"),
        ("1,Ada,\"x\n2,\"Bob\",y\n3,Cleo,\"z\n4,\"Dan\",z\n", "quote.csv:3, quote.csv:5"),
        (&*format!("1,\"Ada,x\n{many}"), "quote.csv:3"),
        (&*format!("{many}1,\"Ada,x\n2,\"Bob, junior\",y\n"), "quote.csv:500"),
    ] {
        for line_end in ["\n", "\r\n", "\r"] {
            folder.file("quote.csv", format!("{header}{rows}").replace('\n', line_end));
            let output = dedupe(&folder, &["quote.csv"]);
            assert_line(&page_of(&summary(&output)), &format!("warning {}", warning(lines)));
            let output = program("segment").current_dir(&folder.0).args(["quote.csv", "everyone"]).output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_line(&said, &format!("segment: warning: {}", warning(lines)));
        }
    }
    folder.file("quote.csv", "id,email,\"note\n1,ada@example.org,\n");
    let output = dedupe(&folder, &["quote.csv"]);
    let said = "dedupe: quote.csv:1: a quotation mark in the header is not closed\n";
    assert_eq!(String::from_utf8_lossy(&output.stderr), said);
}

/// A summary with each of its texts on one line, whatever the width of the page.
fn page_of(summary: &str) -> String {
    let mut page = String::new();
    for line in summary.lines() {
        let is_more = line.starts_with("            ") && !line.trim().is_empty();
        page.push_str(if is_more { " " } else { "\n" });
        page.push_str(&line.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    page
}

#[test]
fn values_of_several_lines_are_no_trouble() {
    let folder = Folder::new("lines");
    let note = "Dear all,\nAda said \"\"hi\"\", 5\"\" wide\n1,Ada,x\n\n\"\"quoted\"\"".repeat(100);
    let rows = format!(
        "id,full_name,note,street\n1,\"Ada \"\"Byron\"\" Lovelace\",\"{note}\",\"12 Main St\nSpringfield, IL\nUSA\"\n\
         2,Bob \"the\" Roe,5\" disk,\"Lange Str. 2\nHof\" \n3,\"Cleo\" Poe,\"\",\"\"\"Villa\"\"\n\"\n"
    );
    for line_end in ["\n", "\r\n"] {
        folder.file("lines.csv", rows.replace('\n', line_end));
        let summary = summary(&dedupe(&folder, &["lines.csv"]));
        assert_line(&summary, "records     3 in lines.csv");
        assert!(!summary.contains("warning"), "{summary}");
    }
}

#[test]
fn what_a_text_hides_cannot_move_the_cursor() {
    let folder = Folder::new("escape");
    folder.file(
        "escape.csv",
        "id,full_name,email,\u{1b}[31m\n1,A\u{1b}[2J,a@example.org,\n2,A\u{1b}[2J,a@example.org,\n",
    );
    let summary = summary(&dedupe(&folder, &["escape.csv"]));
    assert!(!summary.chars().any(|char| char.is_control() && char != '\n'), "{summary:?}");
}

#[test]
fn the_readme_shows_what_the_main_job_prints() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(folder.join("README.md")).unwrap();
    let shown = readme.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let printed = summary(&program("dedupe").current_dir(folder).output().unwrap());
    let (counts, costs) = shown.split_once("\nseconds ").unwrap();
    let (_, clusters) = costs.split_once("\n\n").unwrap();
    assert!(!counts.is_empty() && clusters.starts_with("1. "));
    // time and memory are the machine's
    assert!(printed.starts_with(&format!("{counts}\nseconds ")), "{printed}");
    assert!(printed.contains(&format!("\n\n{clusters}")), "{printed}");
}

#[test]
fn the_summary_fits_on_a_page() {
    let folder = Folder::new("page");
    let mut rows = "id,full_name,email,a,b,c\n".to_owned();
    for row in 0..200 {
        let person = row / 4;
        rows.push_str(&format!("r{row},Person{person} Number{person},p{person}@example.org,,,\n"));
    }
    folder.file("page.csv", rows);
    let summary = summary(&dedupe(&folder, &["page.csv", "--report", "report.json", "--pairs", "pairs.csv"]));
    assert!(summary.lines().count() <= 60, "{summary}");
    assert!(summary.lines().all(|line| line.chars().count() <= 100), "{summary}");
    let report: serde_json::Value = serde_json::from_str(&folder.read("report.json")).unwrap();
    assert_eq!(report["records"], 200);
    for key in ["candidates", "scored", "skipped", "matches", "possible_matches", "clusters", "seconds"] {
        assert!(!report[key].is_null(), "{key} in {report}");
    }
    assert!(report["seconds"]["total"].is_f64());
    let pairs = folder.read("pairs.csv");
    assert_eq!(pairs.lines().next(), Some("left_id,right_id,match_weight,match_probability,decision"));
}

#[test]
fn records_and_truth_have_to_fit() {
    let folder = Folder::new("truth");
    folder.file("records.csv", "id,full_name,email\n1,Ada,a@example.org\n2,Ada,a@example.org\n");
    folder.file("doubled.csv", "id,full_name,email\n1,Ada,a@example.org\n1,Ada,a@example.org\n");
    folder.file("truth.csv", "id,entity_id\n1,a\n2,a\n");
    folder.file("less.csv", "id,entity_id\n1,a\n");
    folder.file("more.csv", "id,entity_id\n1,a\n2,a\n3,a\n");
    folder.file("twice.csv", "id,entity_id\n1,a\n2,a\n2,b\n");
    folder.file("other.csv", "key,entity\n1,a\n");
    let evaluate = |records: &str, truth: &str| {
        program("evaluate").current_dir(&folder.0).args([records, truth, "--json"]).output().unwrap()
    };
    for (records, truth, message) in [
        ("records.csv", "less.csv", "less.csv: no entity for the record 2"),
        ("records.csv", "more.csv", "records.csv: no record 3, which the truth names"),
        ("records.csv", "twice.csv", "twice.csv:4: 2 stands there twice"),
        ("records.csv", "other.csv", "other.csv: no column id; the columns of a truth are id,entity_id"),
        ("records.csv", "no.csv", "no.csv: no such file"),
        ("doubled.csv", "truth.csv", "doubled.csv:3: the id 1 stands in an earlier row, too"),
    ] {
        let output = evaluate(records, truth);
        assert_eq!(String::from_utf8_lossy(&output.stderr), format!("evaluate: {message}\n"));
        assert_eq!(output.status.code(), Some(1));
    }
    let output = evaluate("records.csv", "truth.csv");
    let measures: serde_json::Value = serde_json::from_str(&summary(&output)).unwrap();
    assert_eq!((&measures["records"], &measures["entities"]), (&2.into(), &1.into()));
    assert!(measures["pairs"]["f1"].is_f64() && measures["b_cubed"]["recall"].is_f64(), "{measures}");
}

#[test]
fn the_worst_mistakes_are_told_with_their_reasons() {
    let folder = Folder::new("mistakes");
    folder.file(
        "records.csv",
        "id,full_name,email,source\n1,Ada Byron,a@example.org,shop\n2,Ada Byron,a@example.org,club\n3,Kurt Gödel,k@example.net,club\n",
    );
    folder.file("truth.csv", "id,entity_id\n1,a\n2,b\n3,a\n");
    let evaluate = |arguments: &[&str]| {
        let files = ["records.csv", "truth.csv"];
        summary(&program("evaluate").current_dir(&folder.0).args(files).args(arguments).output().unwrap())
    };
    let measures: serde_json::Value = serde_json::from_str(&evaluate(&["--json"])).unwrap();
    assert_eq!((&measures["false_matches"]["pairs"], &measures["misses"]["pairs"]), (&1.into(), &1.into()));
    let worst = &measures["false_matches"]["worst"][0];
    assert_eq!((&worst["left"], &worst["right"], &worst["decision"]), (&"1".into(), &"2".into(), &"match".into()));
    let bits = |value: &serde_json::Value| value.as_i64().unwrap();
    let parts: i64 = worst["parts"].as_array().unwrap().iter().map(|part| bits(&part["weight"])).sum();
    assert_eq!(bits(&worst["base"]) + parts, bits(&worst["weight"]));
    assert_eq!(measures["calibration"].as_array().unwrap().len(), 20);
    assert_eq!(measures["exact_clusters"]["recall"], 0.0);
    let linked = evaluate(&["--link"]);
    assert_line(&linked, "false matches: 1 pair");
    assert!(linked.contains("pairs   probability     matches"), "{linked}");
}

#[test]
fn decisions_of_people_are_obeyed_and_wrong_ones_are_named_by_their_lines() {
    let folder = Folder::new("decisions");
    folder.file(
        "people.csv",
        "id,full_name,email\n1,Ada Byron,ada@example.org\n2,Ada Byron,ada@example.org\n3,Charles Babbage,cb@example.net\n",
    );
    let header = "left_id,right_id,decision,by,at,why";
    for (content, message) in [
        (
            "left_id,right_id\n1,2\n".to_owned(),
            ": no column decision; the columns of decisions are \
          left_id,right_id,decision,left_source,right_source,by,at,why",
        ),
        (format!("{header}\n1,2,same\n1,3,maybe\n"), ":3: the decision 'maybe' is not same, different or unsure"),
        (format!("{header}\n1,2,same\n1\n"), ":3: too few fields"),
        (format!("{header}\n,2,same\n"), ":2: an id is missing"),
        (format!("{header}\n2,2,same\n"), ":2: 2 stands on both sides"),
        (format!("{header}\n1,2,same,\"ann,,\n1,3,same\n"), ":2: a quotation mark that is not closed"),
        (String::new(), ": the file is empty"),
    ] {
        for line_end in ["\n", "\r\n"] {
            folder.file("wrong.csv", content.replace('\n', line_end));
            let output = dedupe(&folder, &["people.csv", "--decisions", "wrong.csv"]);
            assert_eq!(String::from_utf8_lossy(&output.stderr), format!("dedupe: wrong.csv{message}\n"));
            assert_eq!(output.status.code(), Some(1));
        }
    }
    let rows =
        "2,1,Different,ann,2026-11-22,she has a daughter\n1,3,same,bob,,\n3,2,same,,,\n1,nobody,same,,,\n2,3,,,,\n";
    let plain = format!("{header}\n{rows}");
    // as a spreadsheet saves them in many countries
    let semicolons = format!("\u{feff}{}", plain.replace(',', ";").replace('\n', "\r\n"));
    let said_so = semicolons.replacen('\u{feff}', "\u{feff}sep=;\r\n", 1);
    for (content, line) in [(plain, 5), (semicolons, 5), (said_so, 6)] {
        folder.file("decisions.csv", content);
        let arguments = ["people.csv", "--decisions", "decisions.csv", "--clusters", "clusters.csv"];
        let said = summary(&dedupe(&folder, &arguments));
        assert_line(&said, "decisions   4 decisions; 1 left open");
        assert_line(&said, &format!("            1 is of no two records that are there (line {line})"));
        assert_line(&said, "            contradiction: 1 = 3 = 2, but 1 and 2 are different; 2 = 3 is not obeyed");
        assert_eq!(folder.read("clusters.csv"), "id,cluster_id\n1,1\n2,2\n3,1\n");
    }
}

#[test]
fn lanes_are_written_with_a_decision_to_fill_in() {
    let folder = Folder::new("lanes");
    folder.file(
        "people.csv",
        "id,full_name,email,birth_date\n1,Ada Byron,countess77@example.org,1815-12-10\n\
         2,Ada Byron,countess77@example.org,1836-05-12\n3,Charles Babbage,cb@example.net,1791-12-26\n",
    );
    let said = summary(&dedupe(&folder, &["people.csv", "--lanes", "lanes.csv"]));
    assert_line(&said, "lanes       0 safe to merge, 1 need a decision, 0 to review, 0 possible homonyms");
    let lanes = folder.read("lanes.csv");
    let header = "lane,left_id,right_id,left_source,right_source,cluster_id,records,worth,reasons,decision";
    let lines: Vec<&str> = lanes.lines().collect();
    assert_eq!(lines[0], header);
    assert!(lines[1].starts_with("needs_decision,1,2,,,1,2,"), "{lanes}");
    assert!(lines[1].ends_with(",birth date: 1815-12-10 | 1836-05-12,"), "{lanes}");
    folder.file("decided.csv", format!("{header}\n{}different\n", lines[1]));
    let said = summary(&dedupe(&folder, &["people.csv", "--decisions", "decided.csv", "--clusters", "clusters.csv"]));
    assert_line(&said, "decisions   1 decision");
    assert_eq!(folder.read("clusters.csv"), "id,cluster_id\n1,1\n2,2\n3,3\n");
}

#[test]
fn relations_are_written_with_the_parent_to_the_left_and_sources_where_there_are_several() {
    let folder = Folder::new("relations");
    let header = "id,given_name,family_name,organization,email,phone,street,locality,country\n";
    folder.file(
        "shop.csv",
        format!(
            "{header}1,Ottilie,Zwingenberger,,,+1 202 555 0143,12 High Street,Springfield,US\n\
             2,,,Acme Widgets Inc.,info@acmewidgets.com,+1 312 644 2198,1 Main Street,Springfield,US\n\
             3,Charles,Babbage,,cb@example.net,+44 20 7946 0018,1 Dorset Street,London,GB\n"
        ),
    );
    folder.file(
        "club.csv",
        format!(
            "{header}1,Konrad,Zwingenberger,,,+1 202 555 0143,12 High Street,Springfield,US\n\
             2,,,Acme Widgets Berlin branch,berlin@acmewidgets.com,+49 30 901820,Lange Gasse 7,Berlin,DE\n"
        ),
    );
    let header = "left_id,right_id,left_source,right_source,relation,weight,reasons";
    for files in [["shop.csv", "club.csv"], ["club.csv", "shop.csv"]] {
        let arguments = [files, ["--relations", "out.csv"], ["--report", "report.json"]].concat();
        let said = summary(&dedupe(&folder, &arguments));
        assert_line(&said, "relations   1 household, 1 parent_company");
        assert!(folder.read("report.json").contains("\"parent_company\": 1"));
        let relations = folder.read("out.csv");
        let lines: Vec<&str> = relations.lines().collect();
        assert_eq!((lines[0], lines.len()), (header, 3), "{relations}");
        assert!(lines[1].starts_with("1,1,club.csv,shop.csv,household,"), "{relations}");
        assert!(lines[1].ends_with(",address same house; phone equal; family name equal"), "{relations}");
        assert!(lines[2].starts_with("2,2,shop.csv,club.csv,parent_company,"), "{relations}");
    }
    // one file is one source, and strangers have no relation
    let said = summary(&dedupe(&folder, &["shop.csv", "--relations", "out.csv"]));
    assert_line(&said, "relations   none");
    assert_eq!(folder.read("out.csv"), format!("{header}\n"));
    assert!(!summary(&dedupe(&folder, &["shop.csv"])).contains("\nrelations"), "nobody asked");
}

#[test]
fn a_file_is_filtered_by_a_condition_and_rows_come_out_as_they_were() {
    let folder = Folder::new("segment");
    folder.file(
        "people.csv",
        "id,full_name,country,tags,Industry,Employees\n\
         1,Ada Lovelace,Finland,VIP; press,Steel,40\n\
         2,Bob Roe,FI,,\"Steel, and more\",5\n\
         3,Cleo Poe,,vip,Paper,\n",
    );
    folder.file(
        "events.csv",
        "contact,date,kind,amount,currency\n2,2026-05-01,purchase,10,EUR\n2,2026-04-01,purchase,5,EUR\n",
    );
    let segment = |condition: &str, more: &[&str]| {
        let arguments = ["people.csv", condition, "--today", "2026-05-17"];
        program("segment").current_dir(&folder.0).args(arguments).args(more).output().unwrap()
    };
    let text = |output: &Output| String::from_utf8_lossy(&output.stdout).into_owned();

    let condition = r#"country = "FI" and (tag in ["vip", "press"] or count(purchase, last 365 days) >= 2)"#;
    let output = segment(condition, &["--events", "events.csv"]);
    assert_eq!(
        text(&output),
        "id,full_name,country,tags,Industry,Employees\n\
         1,Ada Lovelace,Finland,VIP; press,Steel,40\n\
         2,Bob Roe,FI,,\"Steel, and more\",5\n"
    );
    assert_eq!(String::from_utf8_lossy(&output.stderr), "segment: 2 of 3 contacts\n");

    let output = segment(r#"custom.industry starts with "steel" and custom.employees > 10"#, &[]);
    assert_eq!(text(&output).lines().nth(1), Some("1,Ada Lovelace,Finland,VIP; press,Steel,40"));
    let output = segment(r#"country = "FI""#, &["--explain", "3"]);
    assert_eq!(text(&output), "unknown: country = \"FI\" (is missing)\n");
    let output = segment("everyone", &["--fields"]);
    assert!(text(&output).contains("custom.employees     a number\n"), "{}", text(&output));

    for (events, message) in [
        (
            "contact,date\n",
            "wrong.csv: no column kind; the columns of events are contact,date,kind,amount,currency,direction,about",
        ),
        (
            "contact;date;kind\r\n2;2026-05-01;purchase\r\n2;soon;purchase\r\n",
            "wrong.csv:3: not in a known form of a date",
        ),
        ("contact,date,kind,direction\n2,2026-05-01,call,up\n", "wrong.csv:2: unknown variant `up`, expected"),
    ] {
        folder.file("wrong.csv", events);
        let said = String::from_utf8_lossy(&segment("everyone", &["--events", "wrong.csv"]).stderr).into_owned();
        assert!(said.starts_with(&format!("segment: {message}")), "{said}");
    }
    let said = segment("everyone", &["--events", "nothing.csv"]).stderr;
    assert_eq!(String::from_utf8_lossy(&said), "segment: nothing.csv: no such file\n");

    let output = segment(r#"contry = "FI""#, &[]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "segment: line 1, column 1: expected the name of a field, found `contry`; `country` may be meant\n\
         contry = \"FI\"\n^^^^^^\nTry 'segment --help'.\n"
    );
}
