//! Units and employees: a top, centres, workplaces and teams. A large municipality has departments above its centres.

use entity::{authority::AuthorityKind, local_agreement, org_unit};
use rand::RngExt;
use uuid::Uuid;

use super::{
    facts,
    generator::{Generator, Place},
    names::{self, Centre},
};
use crate::core::{Error, Kind, Result, sort_key};

/// Employees of a workplace that has a local committee, on average: 4,800 employees give about ninety.
const WORKPLACE: u32 = 52;
/// Employees from which an organisation has departments above its centres.
const LARGE: u32 = 12_000;
/// Most employees of a team.
const TEAM: usize = 14;

impl Generator<'_> {
    /// Makes the units, their leaders and their employees.
    pub fn organisation(&mut self) -> Result<()> {
        self.agreement();
        let name = self.authority.name.clone();
        let title = match self.authority.kind {
            AuthorityKind::Municipality => "Kommunaldirektør",
            AuthorityKind::Region => "Regionsdirektør",
            AuthorityKind::State | AuthorityKind::Other => "Direktør",
        };
        let mut top = self.unit(&name, None, title)?;
        let workplaces = Ord::max(self.size.employees / WORKPLACE, 2);
        if self.size.employees >= LARGE {
            for number in 0..8 {
                let centre = centre(number)?;
                let name = centre.name.replace("Center for", "Forvaltningen for");
                let mut department = self.unit(&name, Some(top.unit), "Direktør")?;
                for part in 0..7 {
                    let share = workplaces / 56 + u32::from(part < workplaces % 56 / 8);
                    let name =
                        format!("Center {} {}", letter(part), centre.name.trim_start_matches("Center for "));
                    let place = self.centre(&name, centre, department.unit, Ord::max(share, 1))?;
                    department.below.push(place);
                }
                top.below.push(department);
            }
        } else {
            let centres = if self.size.employees >= 1_000 { 6 } else { 2 };
            for number in 0..centres {
                let centre = centre(number)?;
                let share = workplaces / centres + u32::from(number < workplaces % centres);
                let place = self.centre(centre.name, centre, top.unit, Ord::max(share, 1))?;
                top.below.push(place);
            }
        }
        if let (authority, unit) = facts::NAMED_UNIT
            && self.authority.name == authority
        {
            let place = self.unit(unit, Some(top.unit), "Hospitalsdirektør")?;
            top.below.push(place);
        }
        self.top = Some(top);
        Ok(())
    }

    fn centre(&mut self, name: &str, centre: &Centre, above: Uuid, workplaces: u32) -> Result<Place> {
        let mut place = self.unit(name, Some(above), "Centerchef")?;
        for number in 0..workplaces {
            let kind = self.pick(centre.workplaces)?;
            let word = self.pick(names::PLACES)?;
            let name = format!("{kind} {word} {}", number + 1);
            let workplace = self.workplace(&name, centre, place.unit)?;
            place.below.push(workplace);
        }
        Ok(place)
    }

    fn workplace(&mut self, name: &str, centre: &Centre, above: Uuid) -> Result<Place> {
        let mut place = self.unit(name, Some(above), "Leder")?;
        // The leaders of teams and of the levels above make up the rest.
        let average = WORKPLACE - 5;
        let staff = self.rng.random_range(average * 3 / 4..=average * 5 / 4);
        let staff = usize::try_from(staff).map_err(Error::internal)?;
        let teams = staff.div_ceil(TEAM);
        for number in 0..teams {
            let name = format!("{name}, team {}", number + 1);
            let mut team = self.unit(&name, Some(place.unit), "Teamleder")?;
            let size = staff / teams + usize::from(number < staff % teams);
            for _ in 0..size {
                let (title, union) = self.pick(centre.professions)?;
                let person = self.person(team.unit, title, union, false)?;
                team.staff.push(person);
            }
            self.set_headcount(team.unit, size + 1)?;
            place.staff.extend(team.staff.iter().copied());
            place.below.push(team);
        }
        Ok(place)
    }

    /// A unit with its leader.
    fn unit(&mut self, name: &str, parent: Option<Uuid>, title: &str) -> Result<Place> {
        let unit = self.ctx.new_id();
        let leader = self.person(unit, title, "", true)?;
        self.rows.units.push(org_unit::Model {
            authority_id: self.authority.id,
            id: unit,
            valid_from: self.start,
            valid_to: None,
            name: name.to_owned(),
            sort_key: sort_key(name),
            search_key: name.to_lowercase(),
            parent_id: parent,
            manager_id: Some(leader),
            headcount: Some(1),
            version: 1,
        });
        let number = self.rows.units.len();
        self.key(Kind::OrgUnit, "hr", &format!("U{number:05}"), unit);
        Ok(Place { unit, name: name.to_owned(), leader, staff: Vec::new(), below: Vec::new() })
    }

    fn set_headcount(&mut self, unit: Uuid, count: usize) -> Result<()> {
        let count = i32::try_from(count).map_err(Error::internal)?;
        // The unit was made just now, so it is among the last.
        if let Some(row) = self.rows.units.iter_mut().rev().find(|row| row.id == unit) {
            row.headcount = Some(count);
        }
        Ok(())
    }

    fn agreement(&mut self) {
        self.rows.agreements.push(local_agreement::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            title: format!("Lokalaftale om medindflydelse og medbestemmelse, {}", self.authority.name),
            string_model: local_agreement::StringModel::Single,
            rule_set: "{}".to_owned(),
            valid_from: self.start,
            valid_to: None,
            version: 1,
        });
    }
}

fn centre(number: u32) -> Result<&'static Centre> {
    let index = usize::try_from(number).map_err(Error::internal)? % names::CENTRES.len();
    names::CENTRES.get(index).ok_or_else(|| Error::internal("no such centre"))
}

fn letter(number: u32) -> char {
    char::from_digit(10 + number, 36).unwrap_or('x').to_ascii_uppercase()
}
