namespace FeedbackBot.Conversations;

/// <summary>What a customer can mean at any point, whatever is being asked; dialogs/words.yaml has the phrases of each.</summary>
internal enum Intent
{
    Yes,
    No,
    GoOn,
    Skip,
    Cancel,
    StartOver,
    Why,
    Greeting,
    Thanks,
    Goodbye,
    NothingMore,
    SpeakEnglish,
    SpeakChinese,
    Correction,
    Addition,
    Withdrawal,
    SeveralMatters,
    SecondMatter,
    AnswerHere,
    NoAnswer,
    Anonymous,
    Asking,
    SameOrder,
    Purchase,
}
