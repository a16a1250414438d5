//! [`Lists`]: many short lists in two vectors.

/// Lists of numbers, one after the other.
#[derive(Debug, Clone)]
pub(super) struct Lists<T> {
    ends: Vec<u32>,
    values: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { ends: Vec::new(), values: Vec::new() }
    }
}

impl<T: Copy + Default> Lists<T> {
    /// So many lists, from values with the numbers of their lists; each keeps the order of its values.
    pub(super) fn of(count: usize, entries: impl Iterator<Item = (usize, T)> + Clone) -> Self {
        let mut ends = vec![0; count];
        entries.clone().for_each(|(list, _)| ends.get_mut(list).into_iter().for_each(|count| *count += 1));
        let mut sum = 0;
        for end in &mut ends {
            // where the list starts; it moves to the end with every value
            sum += std::mem::replace(end, sum);
        }
        let mut values = vec![T::default(); sum as usize];
        entries.for_each(|(list, value)| {
            if let Some(end) = ends.get_mut(list) {
                values.get_mut(*end as usize).into_iter().for_each(|place| *place = value);
                *end += 1;
            }
        });
        Self { ends, values }
    }

    /// Adds a list.
    pub(super) fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.values.extend(list);
        self.ends.push(u32::try_from(self.values.len()).unwrap_or(u32::MAX));
    }

    /// The lists of several, in room that fits them.
    pub(super) fn concat<'a>(parts: impl Iterator<Item = &'a Self> + Clone) -> Self
    where
        T: 'a,
    {
        let (lists, values) =
            parts.clone().fold((0, 0), |(lists, values), part| (lists + part.len(), values + part.values.len()));
        let mut all = Self { ends: Vec::with_capacity(lists), values: Vec::with_capacity(values) };
        for part in parts {
            let start = u32::try_from(all.values.len()).unwrap_or(u32::MAX);
            all.values.extend_from_slice(&part.values);
            all.ends.extend(part.ends.iter().map(|end| start.saturating_add(*end)));
        }
        all
    }

    /// How many lists there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A list; empty if there is none of the number.
    pub(super) fn get(&self, number: usize) -> &[T] {
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize);
        let end = self.ends.get(number).map_or(0, |&end| end as usize);
        self.values.get(start..end).unwrap_or_default()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[T]> + Clone {
        (0..self.len()).map(|number| self.get(number))
    }
}
