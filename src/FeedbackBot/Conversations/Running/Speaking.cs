using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Conversations;

/// <summary>Which language is answered in: the customer's last full sentence decides, unless one was asked for.</summary>
internal static class Speaking
{
    public static (string Language, bool Sticks) Choose(ConversationState state, Turn turn, Heard heard)
    {
        if (heard.Means(Intent.SpeakEnglish))
            return (Languages.English, true);
        if (heard.Means(Intent.SpeakChinese))
            return (Languages.Chinese, true);
        var before = state.Language ?? Languages.Interface(turn.ChannelLanguage);
        if (state.LanguageSticks || turn.Value is not null)
            return (before, state.LanguageSticks);
        return (Heard(state, turn, heard) ?? before, false);
    }

    /// <summary>The language of a sentence; a name, a number, a product or a yes is none.</summary>
    private static string? Heard(ConversationState state, Turn turn, Heard heard)
    {
        if (turn.Reading.Language == "und")
            return null;
        var language = Languages.Interface(turn.Reading.Language);
        var first = state.Turns == 0;
        var hasSentence = heard.Words.SentenceWords.IsIn(heard.Plain);
        var enough = language == Languages.English
            ? heard.WordCount >= (first ? 2 : 3) && (first || (hasSentence && !IsCode(heard))) && heard.WordCount > heard.HanCount
            : heard.HanCount >= (first ? 2 : 4) && (first || hasSentence) && heard.HanCount >= heard.WordCount;
        return enough ? language : null;
    }

    /// <summary>"Order No. AB 1234 5678": as many digits as letters.</summary>
    private static bool IsCode(Heard heard) => 2 * heard.Plain.Count(char.IsAsciiDigit) >= heard.Plain.Count(char.IsAsciiLetter);

    /// <summary>A message that only asked for another language: say so, and go on where it was.</summary>
    public static bool Take(Talk talk)
    {
        var wish = talk.Heard.Means(Intent.SpeakEnglish) ? Intent.SpeakEnglish : Intent.SpeakChinese;
        if (!talk.Heard.Means(wish))
            return false;
        talk.Heard = talk.Heard.Without(wish);
        if (talk.Heard.Content >= 3 || Tells(talk))
            return false;
        talk.Say(Line.LanguageChanged);
        if (talk.SharedStep is not null)
            Asides.Again(talk);
        else
            Asking.Again(talk);
        return true;
    }

    /// <summary>"还是说中文吧，换一台": what stands beside the wish for a language is an answer.</summary>
    private static bool Tells(Talk talk)
    {
        if (talk.Flow is null || talk.Heard.Content < 1)
            return false;
        return Filling.Spotted(talk).Count > 0 || talk.Pending is { Type: not TextAnswer } need && need.Type.Parse(talk.Heard) is not null;
    }
}
