//! Attachments from outside: announced through the API, sent and read over HTTP. On both databases.

mod files;
mod reading;
mod rights;
mod s3;
mod sending;
mod upkeep;

use std::net::SocketAddr;

use entity::{
    agenda_item::{AgendaItemStatus, AgendaItemType, AgendaOrigin},
    matter::{Aspect, ConfidentialBasis, MatterStatus},
    meeting::{MeetingKind, MeetingStatus},
};
use medspil::core::{Id, Kind};
use reqwest::{Body, Method};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::support::world::World;

/// The beginning of every PDF.
pub const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\nendobj\n%%EOF\n";

const CREATE: &str = "mutation($input: AttachmentCreateInput!) { attachmentCreate(input: $input) {
    attachment { id title fileName mediaType size sha256 state contentUrl version } uploadUrl
    change { kind subjectType fields { name from to } } userErrors { code field message } } }";

pub const UPDATE: &str = "mutation($input: AttachmentUpdateInput!) { attachmentUpdate(input: $input) {
    attachment { title version } change { kind fields { name from to } } userErrors { code field } } }";

pub const REMOVE: &str = "mutation($input: AttachmentRemoveInput!) { attachmentRemove(input: $input) {
    attachment { title fileName sha256 mediaType size state contentUrl removedAt version }
    change { kind fields { name from to } } userErrors { code field } } }";

/// Stores rows as they are.
async fn put_rows<M, A>(world: &World, rows: impl IntoIterator<Item = M>)
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait,
{
    let rows = rows.into_iter().map(|row| row.into_active_model().reset_all());
    A::Entity::insert_many(rows).exec_without_returning(world.db.for_migrations()).await.unwrap();
}

/// The committee that the demo's chair and vice-chair lead together.
async fn committee(world: &World) -> Uuid {
    let led_by = async |caller: &str| -> Vec<String> {
        let answer = world.ask(caller, "{ viewer { mandates { committee { id } } } }").await;
        let mandates = answer.at("/data/viewer/mandates").as_array().unwrap();
        mandates.iter().map(|mandate| mandate["committee"]["id"].as_str().unwrap().to_owned()).collect()
    };
    let of_vice_chair = led_by("viceChair").await;
    let of_chair = led_by("chair").await;
    let id = of_chair.iter().find(|id| of_vice_chair.contains(id)).unwrap();
    id.parse::<Id>().unwrap().uuid
}

/// An open matter.
async fn put_matter(world: &World, (authority_id, committee_id, id): (Uuid, Uuid, Uuid)) {
    put_rows(
        world,
        [entity::matter::Model {
            authority_id,
            id,
            committee_id,
            title: "Budget".into(),
            sort_key: "budget".into(),
            search_key: "budget".into(),
            description: None,
            is_work: true,
            is_staff: false,
            is_cooperation: false,
            is_work_environment: false,
            aspect: Aspect::Representation,
            second_aspect: None,
            theme: None,
            reform: None,
            kle: None,
            case_number: None,
            case_url: None,
            origin_side: None,
            origin_unit_id: None,
            origin_level: None,
            confidential_basis: None,
            confidential_note: None,
            opened_on: "2026-11-30".parse().unwrap(),
            closed_on: None,
            status: MatterStatus::Open,
            merged_into: None,
            split_from: None,
            version: 1,
        }],
    )
    .await;
}

/// An item of that committee, on a published agenda; hidden or not; with its id as the API shows it.
async fn item(world: &World, status: MeetingStatus, hidden: bool) -> String {
    let authority_id = world.account("chair").authority_id;
    let committee_id = committee(world).await;
    let (matter_id, meeting_id, id) = (Uuid::now(), Uuid::now(), Uuid::now());
    let basis = hidden.then_some(ConfidentialBasis::DataProtection);
    let day = "2026-11-30".parse().unwrap();
    put_matter(world, (authority_id, committee_id, matter_id)).await;
    put_rows(
        world,
        [entity::meeting::Model {
            authority_id,
            id: meeting_id,
            committee_id,
            series_id: None,
            kind: MeetingKind::Ordinary,
            side: None,
            pre_meeting_of: None,
            title: None,
            starts_at: "2026-11-30T09:00:00Z".parse().unwrap(),
            ends_at: "2026-11-30T11:00:00Z".parse().unwrap(),
            starts_on: day,
            place: None,
            online_url: None,
            status,
            status_reason: None,
            convened_at: None,
            agenda_published_at: Some("2026-11-20T09:00:00Z".parse().unwrap()),
            held_at: None,
            sequence: 0,
            version: 1,
        }],
    )
    .await;
    put_rows(
        world,
        [entity::agenda_item::Model {
            authority_id,
            id,
            committee_id,
            meeting_id: Some(meeting_id),
            matter_id,
            position: "a0".into(),
            number: Some("1".into()),
            title: "Budget".into(),
            sort_key: "budget".into(),
            search_key: "budget".into(),
            item_type: AgendaItemType::Discussion,
            aspect: Aspect::Representation,
            second_aspect: None,
            origin: AgendaOrigin::Management,
            proposer_side: None,
            proposer_id: None,
            recommendation: None,
            case_statement: None,
            duration_minutes: None,
            stage: None,
            involvement_promised: None,
            involvement_achieved: None,
            confidential_basis: basis,
            confidential_note: None,
            status: AgendaItemStatus::Scheduled,
            status_reason: None,
            proposed_on: day,
            discussed_on: None,
            carried_from: None,
            raised_from: None,
            answer_due: None,
            version: 1,
        }],
    )
    .await;
    Id::new(Kind::AgendaItem, id).to_string()
}

/// An item that everybody sees, before its meeting.
async fn open_item(world: &World) -> String {
    item(world, MeetingStatus::AgendaPublished, false).await
}

/// New ids of a test's own rows.
trait Now {
    fn now() -> Self;
}

impl Now for Uuid {
    #[expect(clippy::disallowed_methods, reason = "a test's own rows come from no request")]
    fn now() -> Self {
        Uuid::now_v7()
    }
}

/// What is said of a PDF; changed by `more`.
fn said(item: &str, content: &[u8], more: Value) -> Value {
    let mut input = json!({
        "agendaItemId": item, "title": "Bilag 1", "fileName": "budget.pdf", "mediaType": "application/pdf",
        "size": content.len(),
    });
    let Value::Object(more) = more else { panic!("{more} is no object") };
    input.as_object_mut().unwrap().extend(more);
    input
}

/// Announces; gives the payload.
async fn announce(world: &World, caller: &str, input: Value) -> Value {
    let answer = world.ask_with(caller, CREATE, json!({ "input": input })).await;
    answer.data()["attachmentCreate"].clone()
}

/// Announces content as the secretary; gives the path to send it to.
async fn announced(world: &World, item: &str, content: &[u8], more: Value) -> String {
    let payload = announce(world, "secretary", said(item, content, more)).await;
    assert_eq!(payload["userErrors"], json!([]), "{payload}");
    payload["uploadUrl"].as_str().unwrap().to_owned()
}

/// A PDF that is stored; gives its path.
async fn stored(world: &World, item: &str) -> String {
    let path = announced(world, item, PDF, json!({})).await;
    assert_eq!(send(world, "secretary", &path, PDF).await.status, 201);
    path
}

/// The id at the end of a path.
fn id_of(path: &str) -> &str {
    path.rsplit_once('/').unwrap().1
}

/// What came back over HTTP.
struct Answer {
    status: u16,
    headers: reqwest::header::HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&self.body)))
    }

    /// The code of a refusal, which is a well-formed error.
    fn code(&self) -> String {
        let body = self.json();
        crate::http::tiny::check_errors(&body);
        assert!(self.header("content-type").starts_with("application/json"));
        crate::http::tiny::code(&body).to_owned()
    }

    /// Status and code of a refusal.
    fn refusal(&self) -> (u16, String) {
        (self.status, self.code())
    }
}

/// One request about content.
async fn request(
    world: &World,
    address: SocketAddr,
    caller: &str,
    (method, path): (Method, &str),
    body: Option<Body>,
    headers: &[(&str, &str)],
) -> Answer {
    let mut request = crate::support::web::client().request(method, format!("http://{address}{path}"));
    if let Some(token) = world.token_of(caller).await {
        request = request.bearer_auth(token);
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if let Some(body) = body {
        request = request.body(body);
    }
    let response = request.header("accept-language", "en").send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Answer { status, headers, body: response.bytes().await.unwrap().to_vec() }
}

async fn send(world: &World, caller: &str, path: &str, content: &[u8]) -> Answer {
    let body = Some(Body::from(content.to_vec()));
    request(world, world.address, caller, (Method::PUT, path), body, &[]).await
}

async fn read(world: &World, caller: &str, path: &str) -> Answer {
    request(world, world.address, caller, (Method::GET, path), None, &[]).await
}

fn sha256(content: &[u8]) -> String {
    hexadecimal(&Sha256::digest(content))
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

/// The files that lie in the folder of the servers, without those that are being written.
fn lying(world: &World) -> Vec<std::path::PathBuf> {
    let folders = std::fs::read_dir(world.files.path()).unwrap().map(|folder| folder.unwrap().path());
    let files =
        folders.filter(|folder| folder.is_dir()).flat_map(|folder| std::fs::read_dir(folder).unwrap());
    files.map(|file| file.unwrap().path()).collect()
}

/// Waits until no file lies in the folder: what is given up goes beside the request.
async fn until_nothing_lies(world: &World) {
    for _ in 0..200 {
        if lying(world).is_empty() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("{:?}", lying(world));
}

/// The state of an attachment as the coordinator sees it.
async fn state(world: &World, path: &str) -> String {
    let query = format!("{{ attachment(id: \"{}\") {{ state }} }}", id_of(path));
    world.ask("medCoordinator", &query).await.at("/data/attachment/state").as_str().unwrap().to_owned()
}
