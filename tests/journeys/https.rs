//! Https by Chorus itself: real certificate files, a real client, and what is said about files that do not do.

use std::path::Path;
use std::process::Stdio;

use app::clock::Clock;
use app::entities::organisation;
use app::entities::staff::Role;
use app::tls::Certificate;
use jiff::SignedDuration;
use tests::databases::Kind;
use tests::house::House;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

/// Makes a certificate that vouches for itself, for 30 days; the paths of chain and key.
async fn certificate(folder: &Path, name: &str, of: &str) -> (String, String) {
    let path = |ending: &str| {
        folder
            .join(format!("{name}.{ending}"))
            .display()
            .to_string()
    };
    let (chain, key) = (path("pem"), path("key"));
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "30",
        ])
        .args([
            "-subj",
            "/CN=chorus",
            "-addext",
            &format!("subjectAltName={of}"),
        ])
        .args(["-keyout", &key, "-out", &chain])
        .output();
    let made = made.await.expect("openssl is there");
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    (chain, key)
}

/// What the server answers to a client that believes `chain` alone.
async fn ask(house: &House, chain: &str, path: &str) -> String {
    ask_with(house, chain, path, &[]).await
}

/// The same of a client that is told what it may speak.
async fn ask_with(house: &House, chain: &str, path: &str, told: &[&str]) -> String {
    let (_, address) = house.address.split_once("://").expect("an address");
    let mut client = Command::new("openssl")
        .args([
            "s_client",
            "-quiet",
            "-connect",
            address,
            "-CAfile",
            chain,
            "-verify_return_error",
            "-verify_ip",
            "127.0.0.1",
        ])
        .args(told)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("openssl is there");
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    let mut input = client.stdin.take().expect("piped");
    // Where the certificate is not believed nobody reads this.
    let _ = input.write_all(request.as_bytes()).await;
    let said = client.wait_with_output().await.expect("it ends");
    drop(input);
    String::from_utf8_lossy(&said.stdout).into_owned()
}

/// Chorus is told to speak https at `address` with these files.
async fn speak_https(house: &House, address: &str, chain: &str, key: &str) {
    let row = organisation::Model {
        public_address: address.into(),
        certificate: Some(chain.into()),
        certificate_key: Some(key.into()),
        ..house.app.organisation().row.clone()
    };
    let saved = row.save(&house.app.database.writer).await;
    saved.expect("the database answers");
    house.tick().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_versions_and_ciphers_of_today_are_spoken() {
    let house = House::start(Kind::Sqlite).await;
    house.app.clock.set(Clock::System.now());
    let (chain, key) = certificate(house.folder.path(), "own", "IP:127.0.0.1").await;
    let secure = house.address.replace("http://", "https://");
    speak_https(&house, &secure, &chain, &key).await;
    // The client itself would speak all of them.
    let any = "ALL:@SECLEVEL=0";
    for (told, spoken) in [
        (&["-tls1_3"][..], true),
        (&["-tls1_2"], true),
        (&["-tls1_1", "-cipher", any], false),
        (&["-tls1", "-cipher", any], false),
        (
            &["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256"],
            true,
        ),
        (
            &[
                "-tls1_2",
                "-cipher",
                "ECDHE-ECDSA-AES128-SHA:AES128-SHA:@SECLEVEL=0",
            ],
            false,
        ),
    ] {
        let page = ask_with(&house, &chain, "/sign-in", told).await;
        assert_eq!(page.starts_with("HTTP/1.1 200"), spoken, "{told:?}: {page}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn browsers_are_sent_to_https_and_served_there() {
    let house = House::start(Kind::Sqlite).await;
    house.app.clock.set(Clock::System.now());
    let (chain, key) = certificate(house.folder.path(), "own", "IP:127.0.0.1").await;
    let secure = house.address.replace("http://", "https://");
    assert!(
        ask(&house, &chain, "/").await.is_empty(),
        "nobody speaks https yet"
    );

    speak_https(&house, &secure, &chain, &key).await;
    let page = ask(&house, &chain, "/sign-in").await;
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(
        page.contains("strict-transport-security") && page.contains("Sign in"),
        "{page}"
    );
    let (other, _) = certificate(house.folder.path(), "other", "IP:127.0.0.1").await;
    assert!(
        ask(&house, &other, "/sign-in").await.is_empty(),
        "the client checks what it is shown"
    );

    let plain = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client");
    let sent = plain
        .get(format!("{}/sign-in?next=/reports", house.address))
        .send()
        .await
        .expect("an answer");
    assert_eq!(sent.status(), 308);
    assert_eq!(
        sent.headers()["location"],
        format!("{secure}/sign-in?next=/reports")
    );
    let posted = plain
        .post(format!("{}/sign-in", house.address))
        .header("sec-fetch-site", "same-origin");
    let posted = posted
        .form(&[("email", "a"), ("password", "b")])
        .send()
        .await
        .expect("an answer");
    assert_eq!(posted.status(), 403);
    let health = plain
        .get(format!("{}/health", house.address))
        .send()
        .await
        .expect("an answer");
    assert_eq!(
        health.status(),
        200,
        "a monitor on the machine needs no certificate"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_that_do_not_do_are_said_to_be() {
    let house = House::start(Kind::Sqlite).await;
    house.app.clock.set(Clock::System.now());
    let folder = house.folder.path();
    let (chain, key) = certificate(folder, "own", "DNS:chorus.example.org").await;
    let (_, foreign) = certificate(folder, "other", "DNS:chorus.example.org").await;
    let empty = folder.join("empty.pem").display().to_string();
    std::fs::write(&empty, "nothing").expect("a file");
    let ada = house.staff("ada@example.org", Role::Administrator).await;
    let form = ada
        .get("/service/address")
        .await
        .form_with_button("Save")
        .with("https", "files");
    let form = form.with("public_address", "https://chorus.example.org");
    for (host, chain, key, sentence) in [
        (
            "chorus",
            "/nowhere",
            key.as_str(),
            "The certificate file cannot be read",
        ),
        ("chorus", empty.as_str(), &key, "holds no certificate"),
        (
            "chorus",
            chain.as_str(),
            "/nowhere",
            "The key file cannot be read",
        ),
        ("chorus", &chain, &empty, "holds no key"),
        ("chorus", &chain, &foreign, "belongs to another certificate"),
        ("group", &chain, &key, "is not for group.example.org"),
    ] {
        let address = format!("https://{host}.example.org");
        let typed = form.clone().with("public_address", &address);
        let page = ada
            .send(
                &typed
                    .with("certificate", chain)
                    .with("certificate_key", key),
            )
            .await;
        assert!(
            page.status == 422 && page.says(sentence),
            "{sentence}: {}",
            page.text()
        );
    }
    let right = form
        .with("certificate", &chain)
        .with("certificate_key", &key);
    let now = house.app.clock.now();
    for (days, sentence) in [(-2, "is not valid yet"), (31, "has expired")] {
        house.app.clock.set(now);
        let ada = house.sign_in("ada@example.org").await;
        house
            .app
            .clock
            .set(now + SignedDuration::from_hours(24 * days));
        let ada = if days > 0 {
            house.sign_in("ada@example.org").await
        } else {
            ada
        };
        let page = ada.send(&right).await;
        assert!(
            page.status == 422 && page.says(sentence),
            "{sentence}: {}",
            page.text()
        );
    }
    let files = Certificate { chain, key };
    assert_eq!(files.check("chorus.example.org", now), Ok(()));
}
