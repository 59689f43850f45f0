//! Who leads a group: therapists add a colleague and leave by themselves, and somebody always stays.

use app::entities::staff::Role;
use app::urls;
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;

on_both_databases!(
    a_group_is_handed_over_without_an_administrator,
    of_two_who_leave_at_once_one_stays,
);

async fn a_group_is_handed_over_without_an_administrator(house: House) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::of(&house, 8, 1, &[ann]).await;
    let (ann, page) = (
        house.sign_in("ann@example.org").await,
        urls::therapists(circle.group.id),
    );
    let alone = ann.get(&page).await;
    assert!(alone.says("There is no other therapist"));
    assert!(alone.says("Nobody else who can sign in leads this group"));
    let forced = ann.post(&urls::leave_group(circle.group.id), &[]).await;
    assert_eq!(forced.status, 409);

    let ben = house.staff("ben@example.org", Role::Therapist).await;
    house.hire("sue@example.org", Role::Supervisor).await;
    assert_eq!(ben.get(&page).await.status, 404);
    let form = ann.get(&page).await.form("/therapists");
    let choices = form.choices("therapist");
    assert_eq!(choices.len(), 2, "nobody, and Ben; no supervisor");
    let nobody = ann.send(&form).await;
    assert_eq!(nobody.status, 422);
    assert!(nobody.says("Choose whom to add"));
    let form = form.with("therapist", &choices[1]);
    let (added, again) = tokio::join!(ann.send(&form), ann.send(&form));
    assert_eq!((added.status, again.status), (200, 200), "a double click");
    assert!(added.says("ben"));
    assert_eq!(ben.get(&urls::group(circle.group.id)).await.status, 200);

    let leave = ann.get(&page).await.form_with_button("Leave it now");
    let left = ann.send(&leave).await;
    assert_eq!(left.address, "/groups");
    assert_eq!(ann.get(&urls::group(circle.group.id)).await.status, 404);
    let audit = house.sign_in("sue@example.org").await.get("/audit").await;
    assert!(audit.says("Therapist added to a group") && audit.says("Therapist left a group"));
}

async fn of_two_who_leave_at_once_one_stays(house: House) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let ben = house.hire("ben@example.org", Role::Therapist).await;
    let circle = Circle::of(&house, 8, 1, &[ann, ben]).await;
    let (ann, ben) = (
        house.sign_in("ann@example.org").await,
        house.sign_in("ben@example.org").await,
    );
    let page = urls::therapists(circle.group.id);
    let leave = ann.get(&page).await.form_with_button("Leave it now");
    let (one, two) = tokio::join!(ann.send(&leave), ben.send(&leave));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    let dashboard = urls::group(circle.group.id);
    let sees = [
        ann.get(&dashboard).await.status,
        ben.get(&dashboard).await.status,
    ];
    assert!(sees.contains(&200) && sees.contains(&404), "{sees:?}");
}
