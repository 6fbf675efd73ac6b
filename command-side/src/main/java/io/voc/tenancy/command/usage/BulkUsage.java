package io.voc.tenancy.command.usage;

import io.micrometer.core.instrument.MeterRegistry;
import io.voc.tenancy.command.usage.DeadLetters.DeadLetter;
import io.voc.tenancy.contracts.rejection.Rejection;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * Counts what has been used already, as Kafka tells of it. Its place in the topic moves only after
 * the ledger has stored a batch, and what comes again counts no more; what can't be stored right
 * now is waited for.
 */
@Component
class BulkUsage implements BatchMessageListener<byte[], byte[]> {

    static final String TOPIC = "tenancy.usage.v1";

    private static final Logger log = LoggerFactory.getLogger(BulkUsage.class);

    private static final String RECORDS = "usage.bulk.records";
    private static final String DEAD_LETTERS = "usage.bulk.dead.letters";

    private final Ledger ledger;
    private final BulkRules rules;
    private final DeadLetters deadLetters;
    private final MeterRegistry meters;

    BulkUsage(Ledger ledger, BulkRules rules, DeadLetters deadLetters, MeterRegistry meters) {
        this.ledger = ledger;
        this.rules = rules;
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    /**
     * Takes a batch, all of it.
     *
     * @throws RuntimeException when some of it could not be stored; may be tried again
     */
    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> messages) {
        var letters = new ArrayList<DeadLetter>();
        var submitted = submit(messages, letters);
        int repeats = 0;
        for (var each : submitted.entrySet()) {
            try {
                await(each.getValue());
                repeats += each.getValue().isRepeat() ? 1 : 0;
            } catch (UnusableRecordException why) {
                letters.add(new DeadLetter(each.getKey(), why));
            }
        }
        deadLetters.send(letters);
        count(messages.size() - letters.size() - repeats, repeats, letters);
    }

    private Map<ConsumerRecord<byte[], byte[]>, Submission> submit(
            List<ConsumerRecord<byte[], byte[]>> messages, List<DeadLetter> letters) {
        var submitted = new LinkedHashMap<ConsumerRecord<byte[], byte[]>, Submission>();
        for (var message : messages) {
            try {
                var use = BulkRecord.of(message).use();
                rules.check(use);
                var submission = new Submission(use);
                submitted.put(message, submission);
                var _ = ledger.submit(submission);
            } catch (UnusableRecordException why) {
                letters.add(new DeadLetter(message, why));
            }
        }
        return submitted;
    }

    private static void await(Submission submission) {
        try {
            submission.outcome().join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof Rejection refusal) {
                throw BulkRules.refused(refusal);
            }
            throw failure;
        }
    }

    private void count(int recorded, int repeats, List<DeadLetter> letters) {
        meters.counter(RECORDS, "outcome", "recorded").increment(recorded);
        meters.counter(RECORDS, "outcome", "repeat").increment(repeats);
        for (var letter : letters) {
            var reason = letter.why().reason().text();
            meters.counter(DEAD_LETTERS, "reason", reason).increment();
            log.info(
                    "the record {}-{}@{} is not counted: {}",
                    letter.message().topic(),
                    letter.message().partition(),
                    letter.message().offset(),
                    reason);
        }
    }
}
