//! Who may do what to matters.

use crate::{
    agenda_item::room::{Room, callers, chair, of},
    people::World,
};

/// Who may do what, by role and by office in the committee; whoever may not writes nothing.
#[tokio::test]
async fn roles_and_offices_decide_about_matters() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let (matter, into) = (room.matter(&room.own, "").await, room.matter(&room.own, "").await);
        let item = room.proposed(&matter, "").await;
        let create = format!("committeeId: \"{}\", title: \"A\", fields: [WORK], aspect: STRATEGY", room.own);
        let open = ["SECRETARY", "MED_COORDINATOR", "chair", "viceChair", "secretary"];
        let any = ["SECRETARY", "MED_COORDINATOR", "chair", "viceChair", "secretary", "member"];
        for (mutation, input, allowed) in [
            ("matterCreate", create, &any[..]),
            ("matterUpdate", format!("{}, title: \"A\", ifVersion: 99", of(&matter)), &open),
            ("matterClose", format!("{}, ifVersion: 99", of(&matter)), &open),
            ("matterReopen", format!("{}, ifVersion: 99", of(&matter)), &open),
            ("matterHide", format!("{}, basis: DATA_PROTECTION, ifVersion: 99", of(&matter)), &open),
            ("matterDisclose", format!("{}, ifVersion: 99", of(&matter)), &open),
            ("matterMerge", format!("{}, intoId: \"{into}\", ifVersion: 99", of(&matter)), &open),
            (
                "matterSplit",
                format!("{}, title: \"A\", agendaItemIds: [\"{item}\"], ifVersion: 99", of(&matter)),
                &open,
            ),
            (
                "linkCreate",
                format!(
                    "fromId: \"{matter}\", toId: \"{}\", type: PART_OF, validFrom: \"1800-01-01\"",
                    room.own
                ),
                &open,
            ),
        ] {
            for (name, caller, may) in callers(allowed) {
                // Nothing is judged by rights that the input is refused for before.
                let input =
                    if mutation == "linkCreate" { input.replace("1800", "2026") } else { input.clone() };
                let fault = room.fault(caller, mutation, &input).await;
                assert_eq!(fault, (!may).then(|| "FORBIDDEN".to_owned()), "{name} {mutation}");
            }
        }
        // The chair of one committee does nothing in another.
        let theirs = room.matter(&room.beside, "").await;
        assert_eq!(room.fault(chair(), "matterClose", &of(&theirs)).await.as_deref(), Some("FORBIDDEN"));
        let merge = format!("{}, intoId: \"{theirs}\"", of(&matter));
        assert_eq!(room.fault(chair(), "matterMerge", &merge).await.as_deref(), Some("FORBIDDEN"));
    }
}
