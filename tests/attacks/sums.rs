//! Which sums and sums of squares a number of answers can have: what an attacker enumerates.

/// For some people, each answering a whole number from 0 to `steps`: all pairs of sum and sum of squares.
pub struct Sums {
    // One set of bits a sum; bit q is set if q is a possible sum of squares.
    squares: Vec<Vec<u64>>,
}

impl Sums {
    /// The tables for nobody, one person, and so on up to `people`.
    pub fn up_to(people: usize, steps: usize) -> Vec<Self> {
        let words = people * steps * steps / 64 + 1;
        let mut tables = vec![Self {
            squares: vec![one(0, words)],
        }];
        for people in 1..=people {
            let last = &tables[people - 1].squares;
            let mut next = vec![vec![0; words]; people * steps + 1];
            for (sum, squares) in last.iter().enumerate() {
                for answer in 0..=steps {
                    add_shifted(&mut next[sum + answer], squares, answer * answer);
                }
            }
            tables.push(Self { squares: next });
        }
        tables
    }

    /// The largest possible sum.
    pub fn largest(&self) -> usize {
        self.squares.len() - 1
    }

    /// The possible sums of squares of a sum, ascending.
    pub fn squares(&self, sum: usize) -> impl Iterator<Item = usize> + '_ {
        let bits = |(word, bits): (usize, &u64)| {
            let bits = *bits;
            (0..64)
                .filter(move |bit| bits >> bit & 1 == 1)
                .map(move |bit| word * 64 + bit)
        };
        self.squares[sum].iter().enumerate().flat_map(bits)
    }
}

fn one(bit: usize, words: usize) -> Vec<u64> {
    let mut set = vec![0; words];
    set[bit / 64] |= 1 << (bit % 64);
    set
}

fn add_shifted(into: &mut [u64], from: &[u64], by: usize) {
    let (words, bits) = (by / 64, by % 64);
    for i in words..into.len() {
        into[i] |= from[i - words] << bits;
        if bits > 0 && i > words {
            into[i] |= from[i - words - 1] >> (64 - bits);
        }
    }
}

#[test]
fn three_answers_of_nought_to_two_have_seven_sums() {
    let three = &Sums::up_to(3, 2)[3];
    assert_eq!(three.largest(), 6);
    let squares: Vec<Vec<usize>> = (0..=6).map(|sum| three.squares(sum).collect()).collect();
    assert_eq!(
        squares,
        [
            vec![0],
            vec![1],
            vec![2, 4],
            vec![3, 5],
            vec![6, 8],
            vec![9],
            vec![12]
        ]
    );
}
