//! `chorus check` looks at the certificate files that the set-up names, before a browser meets them.

use app::entities::organisation;
use sea_orm::ActiveModelTrait;
use sea_orm::ActiveValue::Set;
use tests::databases::Kind;
use tests::house::House;
use tests::post_office::certificate;
use tests::program::chorus;

use crate::checks::{assert_line, shut};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn certificate_files_of_the_set_up_are_looked_at() {
    let house = House::start(Kind::Sqlite).await;
    shut(&house);
    let folder = tempfile::tempdir().expect("a folder");
    let with = async |cert: &str, key: &str| {
        let row = organisation::ActiveModel {
            id: Set(house.app.organisation().row.id),
            public_address: Set("https://127.0.0.1:1".into()),
            certificate: Set(Some(cert.into())),
            certificate_key: Set(Some(key.into())),
            ..Default::default()
        };
        let saved = row.update(&house.app.database.writer).await;
        saved.expect("the database answers");
        chorus(house.folder.path(), &["check"]).await
    };
    let [_, cert, key] = certificate(folder.path(), "IP:127.0.0.1", "-days 20");
    let said = with(&cert, &key).await;
    assert_line(&said, "good", "fits its key and the public address, until");
    let said = with(&cert, "/nowhere/key.pem").await;
    assert_line(&said, "WRONG", "The key file cannot be read");
    let [_, cert, key] = certificate(folder.path(), "IP:127.0.0.1", "-days 10");
    let said = with(&cert, &key).await;
    assert_line(&said, "look", "see to it that it is renewed by itself");
    let [_, cert, key] = certificate(folder.path(), "DNS:elsewhere.example", "-days 20");
    let said = with(&cert, &key).await;
    assert_line(&said, "WRONG", "is not for 127.0.0.1");
}
