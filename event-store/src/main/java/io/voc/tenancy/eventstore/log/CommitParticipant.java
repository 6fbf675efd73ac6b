package io.voc.tenancy.eventstore.log;

/**
 * Takes part in the commit of the one command that carries it, in its metadata under {@link
 * #METADATA_KEY}.
 */
public interface CommitParticipant {

    String METADATA_KEY = CommitParticipant.class.getName();

    /**
     * The command was decided and is not stored yet. What is staged here is stored with it; a
     * refusal from here refuses the command. When the command is tried again, so is this.
     *
     * @param result what the command's handler returned
     */
    void decided(Object result, StagedCommit staged);

    /**
     * The command is committed, so this must not throw. A command that left nothing to be stored is
     * committed at the head of the log, as it was when the answer was found to hold.
     */
    void committed(Appended appended);
}
