//! What every answer tells a browser about itself, and what no answer tells anybody about its causes.

use app::urls::{self, route};
use reqwest::Method;
use tests::databases::Kind;
use tests::house::House;
use tests::page::Page;
use tests::person::Person;
use tests::walk::Service;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_is_bound_to_its_own_page_and_kept_nowhere() {
    let house = House::start(Kind::Sqlite).await;
    let service = Service::at_work(&house).await;
    for (_, page) in service.walks().await {
        // Some pages say first that there is nothing to look at.
        assert!([200, 422].contains(&page.status), "{}", page.address);
        bound(&page);
    }
    // What links do not lead to: files, answers to forms, failures, and what monitors ask.
    let report = urls::report(service.circle.group.id);
    let csv = format!("{report}?from=2026-03-01&to=2026-03-24&format=csv");
    let survey = service.member.get(&service.circle.ticket(0)).await;
    let visitor = house.visitor();
    for (page, status) in [
        (service.supervisor.get(&csv).await, 200),
        (
            service.member.send(&survey.form_with_button("Send")).await,
            200,
        ),
        (visitor.post(route::SIGN_IN, &[]).await, 422),
        (visitor.get("/nowhere").await, 404),
        (visitor.post("/nowhere", &[]).await, 404),
        (visitor.post(route::HEALTH, &[]).await, 405),
        (too_much(&visitor).await, 413),
        (elsewhere(&visitor).await, 403),
        (visitor.get(route::HEALTH).await, 200),
        (visitor.get(route::LIVE).await, 200),
        (visitor.get(route::START).await, 200),
    ] {
        assert_eq!(page.status, status, "{}", page.address);
        bound(&page);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_staff_lets_them_sign_out() {
    let house = House::start(Kind::Sqlite).await;
    let service = Service::at_work(&house).await;
    let mut shown = 0;
    for (person, page) in service.walks().await {
        let staff = !std::ptr::eq(person, &service.member);
        // What a group is shown on a big screen has nothing on it that only staff see; one link leads back.
        let screen = page.address.contains("/show");
        let file = page.header("content-disposition").is_some();
        if staff && !screen && !file {
            let out = page
                .forms()
                .into_iter()
                .any(|form| form.action == route::SIGN_OUT);
            assert!(out, "{} has no way out", page.address);
            shown += 1;
        }
    }
    assert!(shown > 20, "only {shown} pages of staff were seen");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_of_ours_tells_no_cause() {
    let house = House::start(Kind::Sqlite).await;
    let service = Service::at_work(&house).await;
    let code = service.circle.group.code.clone();
    house.app.database.clone().close().await;
    for (person, address) in [
        (&service.therapist, route::GROUPS.to_owned()),
        (&service.member, urls::group_page(&code)),
        (&service.member, service.circle.ticket(0)),
    ] {
        let page = person.get(&address).await;
        assert_eq!(page.status, 500, "{address}");
        bound(&page);
        let folder = house.folder.path().display().to_string();
        for cause in [&folder, "sql", "SQL", "pool", "Pool", "src/", ".rs", &code] {
            let text = page.text();
            assert!(!text.contains(cause), "{address} tells “{cause}”: {text}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_what_a_page_needs_is_understood() {
    let house = House::start(Kind::Sqlite).await;
    let visitor = house.visitor();
    for method in ["TRACE", "PUT", "DELETE", "PATCH", "LINK"] {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let request = visitor
            .client()
            .request(method, visitor.whole(route::SIGN_IN))
            .header("sec-fetch-site", "same-origin")
            .header("x-heron", "by the old lock");
        let page = visitor.page(request.send().await.expect("an answer")).await;
        assert_eq!(page.status, 405);
        assert!(!page.body().contains("old lock"), "it is not sent back");
    }
    // Neither files of the source, nor figures, nor what belongs to another listener.
    for address in ["/.git/config", "/metrics", "/static/", "/locales", "/docs"] {
        assert_eq!(visitor.get(address).await.status, 404, "{address}");
    }
}

/// What a page must say of itself.
fn bound(page: &Page) {
    let at = &page.address;
    let said = |name| {
        page.header(name)
            .unwrap_or_else(|| panic!("{at} has no {name}"))
    };
    let policy = said("content-security-policy");
    let rules: Vec<&str> = policy.split(';').map(str::trim).collect();
    for rule in [
        "default-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    ] {
        assert!(rules.contains(&rule), "{at}: no {rule} in {policy}");
    }
    for loose in ["unsafe-", "*", "http:", "https:", "blob:"] {
        assert!(!policy.contains(loose), "{at}: {loose} in {policy}");
    }
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(said(name), value, "{at}: {name}");
    }
    for closed in ["camera=()", "geolocation=()", "microphone=()"] {
        assert!(said("permissions-policy").contains(closed), "{at}");
    }
    for absent in [
        "access-control-allow-origin",
        "server",
        "x-powered-by",
        "etag",
        // Without https a browser would shut itself out.
        "strict-transport-security",
    ] {
        assert_eq!(page.header(absent), None, "{at}: {absent}");
    }
    let kind = said("content-type");
    assert!(
        !kind.starts_with("text/") || kind.ends_with("charset=utf-8"),
        "{at}: {kind}"
    );
}

async fn too_much(visitor: &Person) -> Page {
    let much = [("email".to_owned(), "x".repeat(70_000))];
    visitor.post(route::SIGN_IN, &much).await
}

async fn elsewhere(visitor: &Person) -> Page {
    let request = visitor.client().post(visitor.whole(route::SIGN_IN));
    let request = request.header("origin", "https://evil.example");
    visitor.page(request.send().await.expect("an answer")).await
}
