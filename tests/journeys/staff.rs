//! Staff come, forget their passwords and leave, without anybody at the machine's command line.

use app::entities::group_therapist;
use app::entities::staff::{self, Role};
use app::urls;
use jiff::SignedDuration;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set,
};
use tests::circle::Circle;
use tests::house::{House, PASSWORD};
use tests::on_both_databases;
use tests::page::Page;
use tests::person::Person;

on_both_databases!(
    a_colleague_is_invited_by_a_link,
    a_link_works_once_and_for_a_week,
    a_forgotten_password_is_mended_by_an_administrator,
    who_leaves_hands_their_groups_over,
    a_former_address_is_invited_as_somebody_new,
    of_two_administrators_who_demote_each_other_one_is_left,
    a_group_never_loses_its_last_therapist,
    a_supervisor_sees_what_the_invitation_says,
    nobody_but_an_administrator_looks_after_staff,
);

const NEW: &str = "three arches and a heron";

async fn a_colleague_is_invited_by_a_link(house: House) {
    let ada = house.staff("ada@example.org", Role::Administrator).await;
    let wrong = invite(&ada, "", "ann", "").await;
    assert_eq!(wrong.status, 422);
    for message in ["Enter a name", "Choose a role"] {
        assert!(wrong.says(message), "{message}: {}", wrong.text());
    }
    let twice = invite(&ada, "Ada", "ADA@example.org", "administrator").await;
    assert!(twice.says("has an account"), "{}", twice.text());

    let invited = invite(&ada, "Ann Lee", "Ann@Example.org", "therapist").await;
    assert_eq!(invited.header("cache-control"), Some("no-store"));
    let link = link_on(&invited);
    let people = ada.get(urls::route::PEOPLE).await;
    assert!(people.says("Ann Lee") && people.says("the link works until"));
    assert!(!people.body().contains(&link), "shown once");

    let ann = house.visitor();
    let sign_in = ann.get("/sign-in").await.form("sign-in");
    let sign_in = sign_in.with("email", "ann@example.org");
    let early = ann.send(&sign_in.clone().with("password", "x")).await;
    assert!(early.says("is not right"), "no password signs in yet");

    let page = ann.get(&link).await;
    assert!(page.says("Ann Lee") && page.says("ann@example.org"));
    let form = page.form_with_button("Keep it and sign in");
    let short = ann.send(&form.clone().with("password", "short")).await;
    assert_eq!(short.status, 422);
    assert!(short.says("15"), "{}", short.text());
    let inside = ann.send(&form.with("password", NEW)).await;
    assert_eq!((inside.status, inside.address.as_str()), (200, "/groups"));
    assert!(inside.says("Ann Lee"));

    let elsewhere = house.visitor();
    let again = elsewhere.send(&sign_in.with("password", NEW)).await;
    assert_eq!(again.address, "/groups");
    let people = ada.get(urls::route::PEOPLE).await;
    assert!(!people.says("the link works until"), "{}", people.text());
}

async fn a_link_works_once_and_for_a_week(house: House) {
    let ada = house.staff("ada@example.org", Role::Administrator).await;
    let first = link_on(&invite(&ada, "Ben", "ben@example.org", "supervisor").await);
    let ben = ada.get(urls::route::PEOPLE).await.link("Ben");
    let again = ada.get(&ben).await.form_with_button("Make a link");
    let second = link_on(&ada.send(&again).await);
    let visitor = house.visitor();
    let over = visitor.get(&first).await;
    assert_eq!(over.status, 410);
    assert!(over.says("does not work any more"), "a new one ends it");

    // Looking uses nothing up; of two who send it one gets in.
    let form = visitor.get(&second).await.form_with_button("Keep it");
    let form = form.with("password", NEW);
    let (one, other) = (house.visitor(), house.visitor());
    let (one, other) = tokio::join!(one.send(&form), other.send(&form));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 410]);
    let used = visitor.get(&second).await;
    let unknown = visitor.get("/password/abcdefghijkmnpqrstuvwxyz23").await;
    assert_eq!((used.status, unknown.status), (410, 410));
    assert_eq!(
        used.text(),
        unknown.text(),
        "nobody learns which there were"
    );

    let late = link_on(&invite(&ada, "Cy", "cy@example.org", "therapist").await);
    house.later(SignedDuration::from_hours(7 * 24)).await;
    assert_eq!(visitor.get(&late).await.status, 410);
    let ada = house.sign_in("ada@example.org").await;
    let people = ada.get(urls::route::PEOPLE).await;
    assert!(people.says("the link has ended"), "{}", people.text());
}

async fn a_forgotten_password_is_mended_by_an_administrator(house: House) {
    let own = house.hire("ada@example.org", Role::Administrator).await;
    let ada = house.sign_in("ada@example.org").await;
    let ann = house.staff("ann@example.org", Role::Therapist).await;
    let page = ada.get(urls::route::PEOPLE).await.link("ann");
    let page = ada.get(&page).await;
    let link = link_on(&ada.send(&page.form_with_button("Make a link")).await);
    let out = ann.get("/groups").await;
    assert!(out.address.starts_with("/sign-in"), "signed out at once");
    let old = out
        .form("sign-in")
        .with("email", "ann@example.org")
        .with("password", PASSWORD);
    assert!(ann.send(&old).await.says("is not right"));
    let form = ann.get(&link).await.form_with_button("Keep it");
    assert_eq!(
        ann.send(&form.with("password", NEW)).await.address,
        "/groups"
    );

    // Nobody shuts themselves out.
    let own = urls::colleague(own);
    let page = ada.get(&own).await;
    assert!(page.says("not reset here") && !page.says("End this account"));
    assert_eq!(ada.post(&format!("{own}/link"), &[]).await.status, 404);
    assert_eq!(ada.post(&format!("{own}/end"), &[]).await.status, 404);
    let demoted = page.form_with_button("Save").with("role", "therapist");
    let refused = ada.send(&demoted).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("Nobody changes their own role"));
}

async fn who_leaves_hands_their_groups_over(house: House) {
    let ada = house.staff("ada@example.org", Role::Administrator).await;
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let ben = house.hire("ben@example.org", Role::Therapist).await;
    let alone = Circle::named(&house, "Tuesday group", &[ann]).await;
    let shared = Circle::named(&house, "Friday group", &[ann, ben]).await;
    let signed_in = house.sign_in("ann@example.org").await;

    let page = ada.get(&urls::colleague(ann)).await;
    let supervisor = page.form_with_button("Save").with("role", "supervisor");
    let refused = ada.send(&supervisor).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("led by nobody else"), "{}", refused.text());

    let page = ada.get(&page.link("End this account")).await;
    assert!(page.says("Tuesday group") && !page.says("Friday group"));
    let form = page.form_with_button("End it now");
    let missing = ada.send(&form).await;
    assert_eq!(missing.status, 422);
    assert!(missing.says("Choose who leads this group"));
    let field = format!("group-{}", alone.group.id);
    let forged = form.clone().forged(&field, &ann.to_string());
    assert_eq!(ada.send(&forged).await.status, 422, "not to themselves");
    let done = ada.send(&form.with(&field, &ben.to_string())).await;
    assert!(!done.says("ann@example.org"), "{}", done.text());

    let out = signed_in.get("/groups").await;
    assert!(out.address.starts_with("/sign-in"), "signed out at once");
    let ben = house.sign_in("ben@example.org").await;
    for circle in [&alone, &shared] {
        assert_eq!(ben.get(&urls::group(circle.group.id)).await.status, 200);
    }

    // The address can be invited again, and nothing of before comes back.
    let link = link_on(&invite(&ada, "Ann", "ann@example.org", "therapist").await);
    let form = signed_in.get(&link).await.form_with_button("Keep it");
    let back = signed_in.send(&form.with("password", NEW)).await;
    assert_eq!(back.address, "/groups");
    assert_eq!(
        signed_in.get(&urls::group(shared.group.id)).await.status,
        404
    );
}

async fn a_former_address_is_invited_as_somebody_new(house: House) {
    let ada = house.staff("ada@example.org", Role::Administrator).await;
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    house.sign_in("ann@example.org").await;
    let page = ada.get(&urls::colleague_leaves(ann)).await;
    ada.send(&page.form_with_button("End it now")).await;
    let link = link_on(&invite(&ada, "Anna Other", "ann@example.org", "therapist").await);
    let anna = house.visitor();
    let form = anna.get(&link).await.form_with_button("Keep it");
    assert_eq!(
        anna.send(&form.with("password", NEW)).await.address,
        "/groups"
    );

    let former = staff::Entity::find_by_id(ann).one(&house.app.database.reader);
    let former = former.await.expect("it answers").expect("kept as a name");
    assert_eq!(former.name, "ann");
    assert!(
        !former.email.contains('@'),
        "the address is gone: {}",
        former.email
    );
    let log = ada.get(urls::route::AUDIT).await;
    for who in ["ann Signed in", "Anna Other Signed in"] {
        assert_eq!(log.text().matches(who).count(), 1, "{who}: {}", log.text());
    }
}

async fn of_two_administrators_who_demote_each_other_one_is_left(house: House) {
    let first = house.hire("ada@example.org", Role::Administrator).await;
    let second = house.hire("bob@example.org", Role::Administrator).await;
    for round in 0..4 {
        let ada = house.sign_in("ada@example.org").await;
        let bob = house.sign_in("bob@example.org").await;
        let (of_bob, of_ada) = (urls::colleague(second), urls::colleague(first));
        if round % 2 == 0 {
            let demote = |page: Page| page.form_with_button("Save").with("role", "therapist");
            let (one, other) = (
                demote(ada.get(&of_bob).await),
                demote(bob.get(&of_ada).await),
            );
            tokio::join!(ada.send(&one), bob.send(&other));
        } else {
            let (of_bob, of_ada) = (urls::colleague_link(second), urls::colleague_link(first));
            tokio::join!(ada.post(&of_bob, &[]), bob.post(&of_ada, &[]));
        }
        let everybody = staff::all().all(&house.app.database.reader).await;
        let everybody = everybody.expect("it answers");
        let (kept, lost): (Vec<_>, Vec<_>) = everybody
            .into_iter()
            .partition(|one| one.role == Role::Administrator && !one.password_hash.is_empty());
        assert_eq!((kept.len(), lost.len()), (1, 1), "round {round}");
        // Both are administrators with their password again.
        for one in lost {
            let mut row = one.into_active_model();
            row.role = Set(Role::Administrator);
            row.password_hash = Set(kept[0].password_hash.clone());
            let done = row.update(&house.app.database.writer).await;
            done.expect("an administrator");
        }
    }
}

async fn a_group_never_loses_its_last_therapist(house: House) {
    house.hire("ada@example.org", Role::Administrator).await;
    house.hire("bob@example.org", Role::Administrator).await;
    let (ada, bob) = (
        house.sign_in("ada@example.org").await,
        house.sign_in("bob@example.org").await,
    );
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let ben = house.hire("ben@example.org", Role::Therapist).await;
    let circle = Circle::named(&house, "Tuesday group", &[ann, ben]).await;
    let waits = invite(&ada, "Cy", "cy@example.org", "therapist").await;
    assert_eq!(waits.status, 200);
    let (of_ann, of_ben) = (
        ada.get(&urls::colleague_leaves(ann))
            .await
            .form_with_button("End it now"),
        bob.get(&urls::colleague_leaves(ben))
            .await
            .form_with_button("End it now"),
    );
    let (one, other) = tokio::join!(ada.send(&of_ann), bob.send(&of_ben));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_ne!(
        statuses,
        [200, 200],
        "one of them has to hand it over first"
    );
    let led = group_therapist::Entity::find()
        .filter(group_therapist::Column::GroupId.eq(circle.group.id))
        .count(&house.app.database.reader);
    assert_eq!(led.await.expect("a count"), 1);
    // Whoever has no password yet cannot look after a group.
    let refused = if one.status == 200 { other } else { one };
    assert!(
        refused.says("there is no other therapist"),
        "{}",
        refused.text()
    );
}

async fn a_supervisor_sees_what_the_invitation_says(house: House) {
    let ada = house.staff("ada@example.org", Role::Administrator).await;
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    Circle::named(&house, "Tuesday group", &[ann]).await;
    for (role, sees) in [("supervisor", true), ("team-supervisor", false)] {
        let page = invite(&ada, role, &format!("{role}@example.org"), role).await;
        assert_eq!(page.says("Choose the teams"), !sees, "{}", page.text());
        let visitor = house.visitor();
        let form = visitor
            .get(&link_on(&page))
            .await
            .form_with_button("Keep it");
        visitor.send(&form.with("password", NEW)).await;
        let reports = visitor.get(urls::route::REPORTS).await;
        assert_eq!(reports.says("Tuesday group"), sees, "{}", reports.text());
    }
    let page = ada.get(urls::route::PEOPLE).await.link("supervisor");
    let form = ada.get(&page).await.form_with_button("Save");
    let teams = ada.send(&form.with("role", "team-supervisor")).await;
    assert!(
        teams.says("Only these teams"),
        "which teams is asked next: {}",
        teams.text()
    );
}

async fn nobody_but_an_administrator_looks_after_staff(house: House) {
    let ben = house.hire("ben@example.org", Role::Therapist).await;
    for role in [Role::Therapist, Role::Supervisor] {
        let email = format!("{role:?}@example.org").to_lowercase();
        let person = house.staff(&email, role).await;
        for address in [
            urls::route::PEOPLE.into(),
            urls::colleague(ben),
            urls::colleague_leaves(ben),
        ] {
            assert_eq!(person.get(&address).await.status, 404, "{address}");
            assert_eq!(person.post(&address, &[]).await.status, 404, "{address}");
        }
        assert_eq!(
            person.post(&urls::colleague_link(ben), &[]).await.status,
            404
        );
    }
    let stranger = house.visitor().get(urls::route::PEOPLE).await;
    assert!(stranger.address.starts_with("/sign-in"));
    house.sign_in("ben@example.org").await;
}

async fn invite(ada: &Person, name: &str, email: &str, role: &str) -> Page {
    let page = ada.get(urls::route::PEOPLE).await;
    let mut form = page
        .form_with_button("Make the account")
        .with("name", name)
        .with("email", email);
    if !role.is_empty() {
        form = form.with("role", role);
    }
    ada.send(&form).await
}

/// The address of the link that a page shows, without its host.
fn link_on(page: &Page) -> String {
    let text = page.text();
    let at = text.find("/password/");
    let at = at.unwrap_or_else(|| panic!("no link on {text}"));
    let link = text[at..].split_whitespace().next();
    link.expect("an address").to_owned()
}
