//! The folder of a clinic's own measures: what is left out of it is said before and at the start.

use app::entities::staff::Role;
use tests::house::House;
use tests::on_both_databases;
use tests::own_measure::{OURS, put_in};
use tests::program::chorus;

use crate::checks::assert_line;

on_both_databases!(a_file_that_is_not_put_in_is_said_with_its_reason);

async fn a_file_that_is_not_put_in_is_said_with_its_reason(house: House) {
    let folder = house.folder.path().join("measures.d");
    std::fs::create_dir(&folder).expect("a folder");
    let write = |name: &str, text: &str| {
        std::fs::write(folder.join(name), text).expect("a file");
    };
    let check = async || chorus(house.folder.path(), &["check"]).await;
    write("calm.toml", OURS);
    let calmer = OURS.replace("version = 1", "version = 2");
    // Whatever the files are called, an older version goes before a newer one.
    write("a-calmer.toml", &calmer);
    write("notes.txt", "not a measure");
    let said = check().await;
    assert_line(&said, "good", "2 files in");
    assert_line(&said, "look", "notes.txt is not read");

    write("ours-too.toml", &OURS.replace("calm are", "calm were"));
    write("phq.toml", &OURS.replace("\"calm\"", "\"phq-8\""));
    write("wrong.toml", &OURS.replace("licence", "license"));
    let said = check().await;
    assert_eq!(said.status, 1);
    assert_line(&said, "WRONG", "ours-too.toml is not put in: ");
    assert_line(&said, "good", "4 files in");
    assert_line(&said, "WRONG", "phq.toml is not put in. Chorus itself uses");
    assert_line(
        &said,
        "WRONG",
        "wrong.toml is not put in. Line 4, license: there is no such field",
    );
    for name in ["ours-too.toml", "phq.toml", "wrong.toml"] {
        std::fs::remove_file(folder.join(name)).expect("removed");
    }
    assert_line(&check().await, "good", "2 files in");

    // What the service has counts too.
    let admin = house.staff("admin@example.org", Role::Administrator).await;
    put_in(
        &admin,
        calmer.replace("calm are", "calm were").as_bytes(),
        &[],
    )
    .await;
    let said = check().await;
    assert_line(
        &said,
        "WRONG",
        "a-calmer.toml is not put in. There is a version 2",
    );
    assert_line(
        &said,
        "WRONG",
        "calm.toml is not put in. There is a higher version",
    );
}
