package io.voc.tenancy.kit.identity;

/**
 * What names and values of headers may be made of, by the rules of Spring Security's strict
 * firewall, told without a pattern: it is asked several times for each request.
 */
final class HeaderText {

    private HeaderText() {}

    /** Assigned characters of Unicode, no control characters. */
    static boolean isName(String text) {
        return consistsOfText(text, false);
    }

    /** As names, and tabs. */
    static boolean isValue(String text) {
        return consistsOfText(text, true);
    }

    private static boolean consistsOfText(String text, boolean withTabs) {
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            if (!isText(character) && !(withTabs && character == '\t')) {
                return false;
            }
            i += Character.charCount(character);
        }
        return true;
    }

    private static boolean isText(int character) {
        return (character >= ' ' && character <= '~')
                || (Character.isDefined(character) && !Character.isISOControl(character));
    }
}
