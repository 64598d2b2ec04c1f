package org.rollcall.server.db;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.rollcall.server.base.Limits;

/**
 * A query by key that is asked all the time. Those who ask while others wait for the database are asked for together,
 * in one round trip; who asks alone notices nothing. Each question stays a statement of its own, sent after it was
 * asked, so that everybody finds what was committed before.
 */
public final class Lookup<T> {

    private record Question<T>(Object[] arguments, CompletableFuture<List<T>> answer) {}

    private final Tx tx;
    private final String sql;
    private final Pipeline.Row<T> row;
    private final Queue<Question<T>> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore lanes =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);

    /** @param sql finds few rows, by an index */
    public Lookup(Tx tx, String sql, Pipeline.Row<T> row) {
        this.tx = tx;
        this.sql = sql;
        this.row = row;
    }

    /** The rows for these arguments. */
    public List<T> ask(Object... arguments) {
        Question<T> mine = new Question<>(arguments, new CompletableFuture<>());
        waiting.add(mine);
        lanes.acquireUninterruptibly();
        try {
            if (waiting.remove(mine)) {
                answer(withOthers(mine));
            }
        } finally {
            lanes.release();
        }
        return answered(mine);
    }

    private List<Question<T>> withOthers(Question<T> mine) {
        List<Question<T>> questions = new ArrayList<>(List.of(mine));
        while (questions.size() < Limits.LOOKUPS_TOGETHER && waiting.poll() instanceof Question<T> other) {
            questions.add(other);
        }
        return questions;
    }

    private void answer(List<Question<T>> questions) {
        try {
            List<List<T>> answers = read(questions);
            for (int i = 0; i < answers.size(); i++) {
                questions.get(i).answer().complete(answers.get(i));
            }
        } catch (RuntimeException e) {
            fail(questions, e);
        } finally {
            questions.stream()
                    .map(Question::answer)
                    .filter(answer -> !answer.isDone())
                    .forEach(Lookup::unanswered);
        }
    }

    /** Whoever waits must not wait for ever; an exception is made only for whom nothing was found out. */
    private static void unanswered(CompletableFuture<?> answer) {
        answer.completeExceptionally(new IllegalStateException("not answered"));
    }

    private List<List<T>> read(List<Question<T>> questions) {
        return tx.read(pipeline -> {
            var answers = questions.stream()
                    .map(question -> pipeline.query(sql, row, question.arguments()))
                    .toList();
            pipeline.run();
            return answers.stream().map(Pipeline.Answer::get).toList();
        });
    }

    /** Of several, one may be the cause: each is asked again by itself. */
    private void fail(List<Question<T>> questions, RuntimeException cause) {
        if (questions.size() == 1) {
            questions.getFirst().answer().completeExceptionally(cause);
        } else {
            questions.forEach(question -> answer(List.of(question)));
        }
    }

    private static <T> List<T> answered(Question<T> question) {
        try {
            return question.answer().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
