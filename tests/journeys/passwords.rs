//! Passwords are taken as they were typed, whatever they are made of, and asked for so that a browser can keep them.

use app::entities::staff::Role;
use app::urls::route;
use tests::databases::Kind;
use tests::house::House;
use tests::page::Page;
use tests::person::Person;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_is_what_was_typed_and_nothing_else() {
    let house = House::start(Kind::Sqlite).await;
    let ada = house.staff("ada@example.org", Role::Administrator).await;
    house.hire("ann@example.org", Role::Therapist).await;
    let long = "Ein Reiher. ".repeat(50);
    for password in [
        "only small letters",
        "1846 geese 1846 geese",
        " Blanks and Ünïcode 🐦 <b>&amp;</b> ",
        long.as_str(),
    ] {
        let people = ada.get(route::PEOPLE).await;
        let page = ada.get(&people.link("ann")).await;
        let page = ada.send(&page.form_with_button("Make a link")).await;
        let text = page.text();
        let at = text.find("/password/").expect("a link");
        let link = text[at..].split_whitespace().next().expect("an address");
        let ann = house.visitor();
        let form = ann.get(link).await.form_with_button("Keep it");
        let inside = ann.send(&form.with("password", password)).await;
        assert_eq!(inside.address, "/groups", "{password}");

        let ann = house.visitor();
        assert_eq!(try_one(&ann, password).await.address, "/groups");
        for almost in [
            password.trim_end(),
            &password.to_uppercase(),
            &password[..15],
        ] {
            if almost != password {
                let page = try_one(&house.visitor(), almost).await;
                assert_eq!(page.status, 422, "“{almost}” for “{password}”");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_is_hidden_and_a_browser_may_keep_it() {
    let house = House::start(Kind::Sqlite).await;
    let page = house.visitor().get(route::SIGN_IN).await;
    let body = page.body();
    let field = body
        .split("<input")
        .find(|tag| tag.contains("name=\"password\""));
    let (field, _) = field.expect("a field").split_once('>').expect("its end");
    assert!(field.contains("type=\"password\""), "{field}");
    assert!(
        field.contains("autocomplete=\"current-password\""),
        "{field}"
    );
    for refused in ["maxlength", "onpaste", "readonly", "pattern"] {
        assert!(!field.contains(refused), "{field}");
    }
    for asked in ["question", "hint for your password", "mother"] {
        assert!(!page.says(asked), "{}", page.text());
    }
}

async fn try_one(person: &Person, password: &str) -> Page {
    let form = person.get(route::SIGN_IN).await.form("sign-in");
    let typed = form.with("email", "ann@example.org");
    person.send(&typed.with("password", password)).await
}
