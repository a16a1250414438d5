//! [`Roots`]: what joins, in nearly linear time.

/// Rows that join, each known by its root.
pub(super) struct Roots {
    /// A row's parent; a root is its own.
    parents: Vec<u32>,
}

impl Roots {
    pub(super) fn new(rows: usize) -> Self {
        Self { parents: (0..).take(rows).collect() }
    }

    pub(super) fn find(&mut self, row: u32) -> u32 {
        let mut row = row;
        while let Some(&parent) = self.parents.get(row as usize).filter(|&&parent| parent != row) {
            let above = self.parents.get(parent as usize).copied().unwrap_or(parent);
            if let Some(place) = self.parents.get_mut(row as usize) {
                *place = above;
            }
            row = above;
        }
        row
    }

    /// The root of a row, without shortening the way to it.
    pub(super) fn root(&self, row: u32) -> u32 {
        let parent = |row: u32| self.parents.get(row as usize).copied().filter(|&parent| parent != row);
        std::iter::successors(Some(row), |&row| parent(row)).last().unwrap_or(row)
    }

    /// Puts a root and all that it is the root of under another.
    pub(super) fn join(&mut self, keep: u32, give: u32) {
        if let Some(parent) = self.parents.get_mut(give as usize) {
            *parent = keep;
        }
    }
}
