//! A barrier that a committee is asked to treat: it becomes a matter, and an item that the committee has to answer.

use chrono::NaiveDate;
use entity::{
    agenda_item::AgendaItemType,
    barrier::Model,
    matter::{self, Aspect, Theme},
};
use uuid::Uuid;

use super::{check_may_treat_in, load, write_in};
use crate::{
    agenda_item::service::{self as items, Asked},
    barrier::{rules, store},
    committee::service::at_work_in,
    core::{Ctx, Error, Result, Tx, UserErrorCode as Code, Written},
    matter::service as matters,
};

/// Where a barrier goes.
#[derive(Clone, Debug)]
pub struct Escalation {
    /// The committee: its own, or one above.
    pub committee_id: Uuid,
    /// The title of the matter; that of the barrier when absent.
    pub title: Option<String>,
    /// What the committee is asked to do.
    pub recommendation: Option<String>,
    /// When it is to have answered.
    pub answer_due: Option<NaiveDate>,
}

/// Brings a barrier before a committee. The first time it becomes a matter; later it is another item of that matter.
pub async fn escalate(ctx: &Ctx, id: Uuid, if_version: Option<i32>, to: Escalation) -> Result<Written<Uuid>> {
    let (tx, before) = load(ctx, id, if_version).await?;
    at_work_in(&tx, "toCommitteeId", to.committee_id, ctx.today()).await?;
    check_may_treat_in(&tx, &before).await?;
    let after = rules::moved(&before, "escalate", ctx.today(), ctx.today())?;
    let is_own = to.committee_id == before.committee_id;
    if !is_own {
        let above =
            store::above_these(tx.conn(), before.authority_id, &[before.committee_id], ctx.today()).await?;
        if !above.contains(&to.committee_id) {
            return Err(Error::user(
                Code::NotAllowed,
                "toCommitteeId",
                "En barriere løftes til sit eget udvalg eller til et over det.",
                "A barrier goes to its own committee or to one above it.",
            ));
        }
    }
    let (matter, title) = matter_in(&tx, &before, to.title.as_deref()).await?;
    let asked = Asked {
        committee_id: to.committee_id,
        matter_id: matter.id,
        // The one above sees where it comes from; among themselves it is the side that brought it up.
        origin: items::origin_of(is_own.then_some(before.side)),
        answer_due: to.answer_due,
        facts: items::Facts {
            title,
            item_type: AgendaItemType::Discussion,
            aspect: Aspect::Development,
            second_aspect: None,
            recommendation: to.recommendation,
            case_statement: Some(before.text.clone()),
            duration_minutes: None,
            stage: None,
            involvement_promised: None,
        },
    };
    let item = items::ask_in(&tx, &matter, asked).await?;
    let after = Model {
        escalated_to: Some(to.committee_id),
        matter_id: Some(matter.id),
        agenda_item_id: Some(item),
        ..after
    };
    write_in(&tx, &before, after, |diff| diff).await?;
    tx.commit(id).await
}

/// The matter of a barrier, and the title under which a committee treats it.
async fn matter_in(tx: &Tx<'_>, row: &Model, title: Option<&str>) -> Result<(matter::Model, String)> {
    if let Some(matter) = row.matter_id {
        let matter = matters::matter_in(tx, matter).await?;
        matters::check_open("id", &matter)?;
        let title = rules::matter_title(row, title.or(Some(&matter.title)))?;
        return Ok((matter, title));
    }
    let title = rules::matter_title(row, title)?;
    let facts = matters::Facts {
        title: title.clone(),
        description: Some(row.text.clone()),
        fields: vec![matters::MatterField::Work],
        aspect: Aspect::Development,
        second_aspect: None,
        theme: Some(Theme::CoreTaskTime),
        reform: None,
        kle: None,
        case_number: None,
        case_url: None,
        origin_side: Some(row.side),
        // A unit could tell who reported it.
        origin_unit_id: row.unit_id.filter(|_| !row.reporter_hidden),
        origin_level: None,
    };
    let matter = matters::open_in(tx, row.authority_id, row.committee_id, facts).await?;
    Ok((matter, title))
}
