//! The program `report`, run as a user runs it.

use super::programs::{Folder, assert_line, program, summary};
use contactkit::report::Report;
use std::process::Output;

const PEOPLE: &str = "id,full_name,email,phone,source,Last Seen\n\
                      1,Ada Lovelace,ada@analytical.org,+44 20 7183 8750,crm,2026-05-01\n\
                      2,ada lovelace,ada@analytical.org,,web,2019-02\n\
                      3,Cleo Poe,cleo@,,web,\n\
                      4,Dan Doe,dan@doe.org,,,soon\n";

fn report(folder: &Folder, arguments: &[&str]) -> Output {
    let today = ["--today", "2026-05-17"];
    program("report").current_dir(&folder.0).args(arguments).args(today).output().unwrap()
}

#[test]
fn a_page_says_how_good_the_contacts_are() {
    let folder = Folder::new("report");
    folder.file("people.csv", PEOPLE);
    let page = summary(&report(&folder, &["people.csv", "--json", "report.json"]));
    for line in [
        "read        people.csv",
        "4 contacts on 2026-05-17: 2 without a finding, 1 with errors",
        "field                 can have    filled    usable    values   invalid  doubtful     fresh   undated",
        "names                        4   100.0 %   100.0 %         4         0         0         -         0",
        "emails                       4   100.0 %    75.0 %         4         1         0    57.5 %         2",
        "phones                       4    25.0 %    25.0 %         1         0         0    99.4 %         0",
        "probably out of date: 1 value",
        "source                contacts     clean    errors     valid  duplicates  same source  other source",
        "web                          2     0.0 %    50.0 %    75.0 %           1            0             1",
        "        1 error   email.syntax",
        "  email.syntax, first in 3",
    ] {
        assert_line(&page, line);
    }
    assert!(page.lines().all(|line| line.chars().count() <= 100), "{page}");
    let written: Report = serde_json::from_str(&folder.read("report.json")).unwrap();
    assert_eq!((written.total().contacts, written.sources.len()), (4, 3));
    let again = summary(&report(&folder, &["people.csv", "--json", "again.json"]));
    assert_eq!((again, folder.read("again.json")), (page, folder.read("report.json")), "nothing is left to chance");
}

#[test]
fn the_sample_is_read_where_no_file_is_named() {
    let folder = Folder::new("report-sample");
    let page = summary(&report(&folder, &["--no-duplicates"]));
    assert!(page.contains("\n1000 contacts on 2026-05-17: "), "{page}");
    assert!(!page.contains("duplicates"), "{page}");
    assert_line(&page, "No value has a day on which it was last right; --seen names the column that has it.");
}

#[test]
fn a_later_report_says_what_got_better_and_what_got_worse() {
    let folder = Folder::new("report-before");
    folder.file("people.csv", PEOPLE);
    summary(&report(&folder, &["people.csv", "--json", "before.json"]));
    folder.file("people.csv", PEOPLE.replace("cleo@,", "cleo@poe.org,").replace("+44 20 7183 8750", ""));
    let page = summary(&report(&folder, &["people.csv", "--before", "before.json"]));
    let rest = page.split_once("\nbetter\n").unwrap().1;
    let (better, worse) = rest.split_once("\nworse\n").unwrap();
    assert_line(better, "  emails valid 75.0 %, now 100.0 % (+25.0)");
    assert_line(better, "  email.syntax in emails from web: 1 of 2 contacts, now 0 of 2, -50.0 in a hundred");
    assert_line(worse, "  phones filled from crm 100.0 %, now 0.0 % (-100.0)");

    folder.file("before.json", folder.read("before.json").replace("\"version\": 1", "\"version\": 7"));
    let output = report(&folder, &["people.csv", "--before", "before.json"]);
    let said = String::from_utf8_lossy(&output.stderr);
    let expected = "report: before.json: not a report: a report of version 7: only version 1 is known";
    assert!(said.starts_with(expected), "{said}");
}

#[test]
fn contacts_to_look_at_are_shared_out() {
    let folder = Folder::new("report-plan");
    folder.file("people.csv", PEOPLE);
    let page = summary(&report(&folder, &["people.csv", "--reviewers", "ann,bob", "--plan", "plan.csv"]));
    assert_line(&page, "to look at: 2 contacts");
    assert_line(&page, "  ann: 1 contact");
    let plan = folder.read("plan.csv");
    let mut rows: Vec<Vec<&str>> = plan.lines().map(|line| line.splitn(5, ',').collect()).collect();
    assert_eq!(rows.remove(0), ["reviewer", "id", "source", "field", "why"]);
    rows.sort_by_key(|row| row[1]);
    assert_eq!(rows[0][1..], ["2", "web", "emails[0]", "\"16 % fresh, last seen 2019-02\""]);
    assert_eq!(rows[1][1..4], ["3", "web", "emails[0]"]);
    let page = summary(&report(&folder, &["people.csv", "--reviewers", "ann:1", "--half-life", "emails=9999"]));
    assert_line(&page, "to look at: 1 contact");
}

#[test]
fn what_cannot_be_done_is_named() {
    let folder = Folder::new("report-wrong");
    folder.file("people.csv", PEOPLE);
    folder.file("words.csv", "last seen,id\n2026-01-01,2\n");
    for (arguments, code, message) in [
        (&["people.csv", "--seen", "Updated"][..], 2, "--seen Updated: no file has this column"),
        (&["people.csv", "--before", "people.csv"], 1, "people.csv: not a report: expected value at line 1 column 1"),
        (&["people.csv", "--before", "no.json"], 1, "no.json: no such file"),
        (&["people.csv", "--plan", "plan.csv"], 2, "--plan: there is nobody to plan for without --reviewers"),
        (&["people.csv", "--reviewers", "ann,,bob"], 2, "--reviewers ann,,bob: not names such as ann,bob:50"),
        (&["people.csv", "--reviewers", "ann:some"], 2, "--reviewers ann:some: not names such as ann,bob:50"),
        (&["people.csv", "--half-life", "mail=3"], 2, "--half-life mail=3: no field; emails and phones are some"),
        (&["people.csv", "--half-life", "700"], 2, "--half-life 700: not such as emails=700"),
        (&["people.csv", "--today", "2026"], 2, "--today 2026: not a date such as 2026-05-17"),
        (&["people.csv", "--json", "people.csv"], 2, "people.csv: would be written over what is read"),
        (&["people.csv", "--json", "no/where.json"], 1, "no/where.json: there is no folder no"),
        (&["no.csv"], 1, "no.csv: no such file"),
    ] {
        let output = report(&folder, arguments);
        let hint = if code == 2 { "\nTry 'report --help'." } else { "" };
        assert_eq!(String::from_utf8_lossy(&output.stderr), format!("report: {message}{hint}\n"), "{arguments:?}");
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    }
    let output = report(&folder, &["words.csv"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("no column of a contact in the header"));
    assert!(summary(&report(&folder, &["--help"])).starts_with("Tells how good"));
    assert_eq!(folder.read("people.csv"), PEOPLE);
}
