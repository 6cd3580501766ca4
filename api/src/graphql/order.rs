//! The `orderBy` inputs. [`order_input`] makes one from a table of fields and columns.

use async_graphql::Enum;

/// The direction of a sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
pub enum OrderDirection {
    /// Smallest, earliest or first in the Danish alphabet first.
    #[default]
    Asc,
    /// Largest, latest or last in the Danish alphabet first.
    Desc,
}

/// Makes an `orderBy` input from its fields and columns; the first field is the default order.
macro_rules! order_input {
    (
        $(#[$doc:meta])*
        $name:ident by $field_enum:ident over $entity:ident {
            $(#[$first_doc:meta])* $first:ident => $first_column:ident
            $(, $(#[$variant_doc:meta])* $variant:ident => $column:ident)* $(,)?
        }
    ) => {
        #[doc = concat!("What to sort by in ", stringify!($name), ".")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
        pub enum $field_enum {
            $(#[$first_doc])* $first,
            $($(#[$variant_doc])* $variant,)*
        }

        $(#[$doc])*
        #[derive(Clone, Copy, Debug, async_graphql::InputObject)]
        pub struct $name {
            /// What to sort by; entries that are equal in it are sorted by id.
            pub field: $field_enum,
            /// Which way.
            #[graphql(default_with = "crate::graphql::order::OrderDirection::Asc")]
            pub direction: $crate::graphql::order::OrderDirection,
        }

        impl $name {
            /// The order as data; absent is the default order.
            pub fn read(this: Option<Self>) -> $crate::core::db::page::Order<$entity::Column> {
                let column = match this.map(|this| this.field) {
                    None | Some($field_enum::$first) => $entity::Column::$first_column,
                    $(Some($field_enum::$variant) => $entity::Column::$column,)*
                };
                let descending =
                    this.is_some_and(|this| this.direction == $crate::graphql::order::OrderDirection::Desc);
                $crate::core::db::page::Order { column, descending }
            }
        }
    };
}
pub(crate) use order_input;
