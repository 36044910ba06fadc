using System.Globalization;
using FeedbackBot.Host.Chat;
using FeedbackBot.Host.Settings;

namespace FeedbackBot.Host.DirectLine;

/// <summary>Why a file is not taken.</summary>
public enum FileFault { Empty, TooLarge, TooMany, Runs, ConversationFull, TooMuchAnHour }

/// <summary>A file that is not taken, and with it the message it came with; says so in the customer's language, and what to do instead.</summary>
public sealed class FileRefused(FileFault fault, string name = "") : Exception($"A file was refused: {fault}.")
{
    public FileFault Fault { get; } = fault;

    /// <summary>The rule it breaks, for staff.</summary>
    public string Rule => "file_" + Storage.ColumnForms.Word(Fault);

    public int Status => Fault switch
    {
        FileFault.TooLarge or FileFault.ConversationFull => StatusCodes.Status413PayloadTooLarge,
        FileFault.Runs => StatusCodes.Status415UnsupportedMediaType,
        FileFault.TooMuchAnHour => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status400BadRequest,
    };

    /// <summary>For programs: does not change when the sentence does.</summary>
    public string Code => Fault switch
    {
        FileFault.Empty => "EmptyFile",
        FileFault.TooLarge => "MessageSizeTooBig",
        FileFault.TooMany => "TooManyFiles",
        FileFault.Runs => "FileTypeNotAllowed",
        FileFault.ConversationFull => "ConversationFull",
        FileFault.TooMuchAnHour => "TooManyRequests",
        _ => throw new InvalidOperationException(),
    };

    public string Say(string language, WebChatOptions limits) => ChatTexts.Get(language, Fault switch
    {
        FileFault.Empty => "file.empty",
        FileFault.TooLarge => "problem.too_large",
        FileFault.TooMany => "file.too_many",
        FileFault.Runs => "file.runs",
        FileFault.ConversationFull => "file.conversation_full",
        FileFault.TooMuchAnHour => "file.hour",
        _ => throw new InvalidOperationException(),
    },
        ("size", ChatView.Megabytes(limits.LargestUpload)), ("most", limits.MostFiles.ToString(CultureInfo.InvariantCulture)),
        ("total", ChatView.Megabytes(limits.MostUploadedInConversation)), ("name", name));
}
