package project

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// seenChunkBits is how many links one stored chunk of seen marks covers: 4 kB each.
const seenChunkBits = 1 << 15

// seenMarks are the marks a transaction has touched. An unchanged record costs one bit
// here instead of a written link.
type seenMarks struct {
	chunks  map[int64][]byte
	dirty   map[int64]bool
	pending []string // identities whose link this transaction had not met when marked
}

func (s *scope) marks() *seenMarks {
	if s.seen == nil {
		s.seen = &seenMarks{chunks: map[int64][]byte{}, dirty: map[int64]bool{}}
	}
	return s.seen
}

// BeginFullRead forgets what an earlier full read of the scope had seen.
func (tx *Tx) BeginFullRead(ctx context.Context, of domain.Scope) error {
	s, err := tx.scope(ctx, of, true)
	if err != nil {
		return err
	}
	s.seen = nil
	if _, err := tx.sql.Exec(ctx, "DELETE FROM _tributary_seen WHERE scope_id = ?", s.id); err != nil {
		return fmt.Errorf("begin the full read of %s: %w", of.DataType, err)
	}
	return nil
}

// MarkSeen notes that the current full read of the scope saw these identities. It does
// not write the links. It may come before or after PutLinks.
func (tx *Tx) MarkSeen(ctx context.Context, of domain.Scope, identities []string) error {
	s, err := tx.scope(ctx, of, true)
	if err != nil {
		return err
	}
	marks := s.marks()
	for _, identity := range identities {
		if id := s.linkID(identity); id == 0 {
			marks.pending = append(marks.pending, identity)
		} else if err := tx.mark(ctx, s, id); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) mark(ctx context.Context, s *scope, link int64) error {
	number, bit := link/seenChunkBits, link%seenChunkBits
	marks := s.marks()
	bits, ok := marks.chunks[number]
	if !ok {
		var err error
		if bits, err = tx.seenChunk(ctx, s.id, number); err != nil {
			return err
		}
		marks.chunks[number] = bits
	}
	if bits[bit/8]&(1<<(bit%8)) == 0 {
		bits[bit/8] |= 1 << (bit % 8)
		marks.dirty[number] = true
	}
	return nil
}

// seenChunk reads a stored chunk; one that does not exist is empty.
func (tx *Tx) seenChunk(ctx context.Context, scopeID, number int64) ([]byte, error) {
	bits := make([]byte, 0, seenChunkBits/8)
	const query = "SELECT bits FROM _tributary_seen WHERE scope_id = ? AND chunk = ?"
	err := tx.sql.QueryRow(ctx, query, scopeID, number).Scan(&bits)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("read seen marks: %w", err)
	}
	return append(bits, make([]byte, seenChunkBits/8-len(bits))...), nil
}

// flushSeen resolves what was marked before its link was known, and writes the chunks.
func (tx *Tx) flushSeen(ctx context.Context, s *scope) error {
	if s.seen == nil {
		return nil
	}
	pending := s.seen.pending
	s.seen.pending = nil
	found := map[string]domain.Link{}
	var unknown []string
	for _, identity := range pending {
		if id := s.linkID(identity); id == 0 {
			unknown = append(unknown, identity)
		} else if err := tx.mark(ctx, s, id); err != nil {
			return err
		}
	}
	err := inChunks(tx, unknown, func(part []string) error { return tx.lookUpLinks(ctx, s.id, part, found) })
	if err != nil {
		return err
	}
	for _, l := range found {
		if err := tx.mark(ctx, s, l.ID); err != nil {
			return err
		}
	}
	numbers := slices.Sorted(maps.Keys(s.seen.dirty))
	clause := tx.sql.Dialect().Upsert([]string{"scope_id", "chunk"}, []string{"bits"})
	err = tx.bulkInsert(ctx, "_tributary_seen", clause, []string{"scope_id", "chunk", "bits"}, len(numbers), func(i int, args []any) {
		args[0], args[1], args[2] = s.id, numbers[i], s.seen.chunks[numbers[i]]
	})
	clear(s.seen.dirty)
	return err
}

// Unseen calls yield for batches of links that are not Deleted and that the current full
// read did not see, and returns how many there are in all. With a nil yield it only
// counts. yield may change these links.
func (tx *Tx) Unseen(ctx context.Context, of domain.Scope, yield func([]domain.Link) error) (int64, error) {
	s, err := tx.scope(ctx, of, false)
	if err != nil || s.id == 0 {
		return 0, err
	}
	if err := tx.flushSeen(ctx, s); err != nil {
		return 0, err
	}
	var last sql.NullInt64
	if err := tx.sql.QueryRow(ctx, "SELECT MAX(id) FROM _tributary_links").Scan(&last); err != nil {
		return 0, fmt.Errorf("unseen links of %s: %w", of.DataType, err)
	}
	var total int64
	for number := int64(0); number <= last.Int64/seenChunkBits; number++ {
		ids, err := tx.unseenOf(ctx, s, number)
		if err != nil {
			return total, fmt.Errorf("unseen links of %s: %w", of.DataType, err)
		}
		total += int64(len(ids))
		if yield == nil {
			continue
		}
		if err := tx.yieldLinks(ctx, ids, yield); err != nil {
			return total, err
		}
	}
	return total, nil
}

// unseenOf returns the unseen links of one chunk.
func (tx *Tx) unseenOf(ctx context.Context, s *scope, number int64) (ids []int64, err error) {
	bits, err := tx.seenChunk(ctx, s.id, number)
	if err != nil {
		return nil, err
	}
	// The plus keeps SQLite from walking the index of identities instead of the numbers.
	const query = "SELECT id FROM _tributary_links WHERE id >= ? AND id < ? AND +scope_id = ? AND deleted = 0 ORDER BY id"
	args := []any{number * seenChunkBits, (number + 1) * seenChunkBits, s.id}
	err = tx.sql.EachPrepared(ctx, query, args, func(rows *sql.Rows) error {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return err
		}
		if bit := id % seenChunkBits; bits[bit/8]&(1<<(bit%8)) == 0 {
			ids = append(ids, id)
		}
		return nil
	})
	return ids, err
}

// yieldBatch is how many links Unseen hands out at once.
const yieldBatch = 1000

func (tx *Tx) yieldLinks(ctx context.Context, ids []int64, yield func([]domain.Link) error) error {
	for part := range slices.Chunk(ids, yieldBatch) {
		links := make([]domain.Link, 0, len(part))
		err := inChunks(tx, part, func(some []int64) error {
			query := "SELECT identity, id, row_id, hash, deleted FROM _tributary_links WHERE id IN (" +
				sqldb.Placeholders(len(some)) + ") ORDER BY id"
			return tx.sql.EachPrepared(ctx, query, anyOf(some), func(rows *sql.Rows) error {
				var l domain.Link
				if err := rows.Scan(&l.Identity, &l.ID, &l.Row, &l.Hash, &l.Deleted); err != nil {
					return err
				}
				links = append(links, l)
				return nil
			})
		})
		if err != nil {
			return fmt.Errorf("read unseen links: %w", err)
		}
		if err := yield(links); err != nil {
			return err
		}
	}
	return nil
}
