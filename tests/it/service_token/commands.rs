//! `medspil service-token` on the command line, with the tokens that it prints used on a running server.

use medspil::core::{Clock, Id, Kind};
use serde_json::{Value, json};

use super::{is_accepted, issue};
use crate::support::{
    command::medspil,
    world::{World, each_database},
};

/// Runs a command on service tokens.
async fn run(world: &World, arguments: &[&str]) -> (u8, String, String) {
    let arguments: Vec<&str> = ["service-token"].iter().chain(arguments).copied().collect();
    medspil(&world.url, &arguments).await
}

/// The program reads the system's clock; the server of the test has to live at the same time.
fn catch_up(world: &World) {
    world.pass(Clock::System.now() - world.clock.now());
}

/// A token is issued, listed, rotated and revoked; each step shows on the server, and the log says that it was `system`.
#[tokio::test(flavor = "multi_thread")]
async fn a_token_lives_its_life_on_the_command_line() {
    each_database("small", async |world| {
        catch_up(&world);
        let authority = Id::new(Kind::Authority, world.account("authorityAdmin").authority_id).to_string();
        let make =
            ["issue", "--authority", &authority, "--name", "Drift", "--role", "auditor", "--days", "10"];
        let (code, out, err) = run(&world, &make).await;
        assert_eq!(code, 0, "{err}");
        let first = out.trim_end();
        assert!(first.starts_with("mst_") && !first.contains(char::is_whitespace), "{out}");
        assert!(err.contains("shown once") && !err.contains(first), "{err}");
        assert!(is_accepted(&world, first).await);

        let list = async |more: &[&str]| {
            let (code, out, err) =
                run(&world, &[&["list", "--authority", &authority, "--json"], more].concat()).await;
            assert_eq!(code, 0, "{err}");
            serde_json::from_str::<Value>(&out).unwrap()
        };
        let listed = list(&[]).await;
        let token = listed.as_array().unwrap().iter().find(|token| token["name"] == "Drift").unwrap();
        assert_eq!((&token["roles"], &token["readOnly"]), (&json!(["AUDITOR"]), &json!(true)));
        let id = token["id"].as_str().unwrap();

        let (code, out, err) = run(&world, &["rotate", id, "--overlap-hours", "0", "--json"]).await;
        assert_eq!(code, 0, "{err}");
        let rotated: Value = serde_json::from_str(&out).unwrap();
        let second = rotated["token"].as_str().unwrap();
        assert!(!is_accepted(&world, first).await && is_accepted(&world, second).await);
        let (code, out, _) = run(&world, &["revoke", id]).await;
        assert!(code == 0 && out.contains("REVOKED"), "{out}");
        assert!(!is_accepted(&world, second).await);
        assert!(!list(&[]).await.to_string().contains(id) && list(&["--all"]).await.to_string().contains(id));

        let log = "query($id: ID!) { changes(subject: $id) { nodes { kind actor } } }";
        let log = world.ask_with("auditor", log, json!({ "id": id })).await;
        let by_system = |kind: &str| json!({ "kind": kind, "actor": "system" });
        let expected = json!([by_system("CREATE"), by_system("UPDATE"), by_system("END")]);
        assert_eq!(log.data()["changes"]["nodes"], expected);
    })
    .await;
}

/// What cannot be done is said in words, with a code, and nothing is printed that looks like a token.
#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_done_is_said() {
    each_database("small", async |world| {
        let stranger = crate::support::sdl::stranger(Kind::ServiceToken);
        let known = issue(&world, json!({})).await.id;
        let authority = Id::new(Kind::Authority, world.account("authorityAdmin").authority_id).to_string();
        let named = ["issue", "--authority", &authority, "--name", "x", "--role", "EMPLOYEE"];
        for (arguments, code, said) in [
            (vec!["revoke", stranger.as_str()], 1, "There is no such token"),
            (vec!["rotate", known.as_str(), "--overlap-hours", "337"], 1, "from 0 to 336"),
            (vec!["rotate", known.as_str()], 2, "--overlap-hours"),
            (vec!["revoke", authority.as_str()], 2, "token_"),
            (vec!["list", "--authority", "00000000"], 1, "No authority has the CVR number"),
            (vec!["list", "--authority", "ballerup"], 2, "CVR number"),
            ([&named[..], &["--days", "0"]].concat(), 2, "--days"),
            ([&named[..], &["--days", "400"]].concat(), 1, "366 days"),
            ([&named[..], &["--address", "everywhere"]].concat(), 1, "192.0.2.0/24"),
            ([&named[..], &["--scope", "everything"]].concat(), 1, "sensitive:read"),
        ] {
            let (told, out, err) = run(&world, &arguments).await;
            assert_eq!((told, out.as_str()), (code, ""), "{arguments:?} {err}");
            assert!(err.contains(said), "{arguments:?}: {err}");
        }
    })
    .await;
}
