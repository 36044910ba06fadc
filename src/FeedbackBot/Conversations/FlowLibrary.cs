using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Conversations;

/// <summary>Settings under FeedbackBot:Conversations.</summary>
public sealed class ConversationOptions
{
    /// <summary>The folder with the flow files, relative to the program's folder.</summary>
    [Required]
    public string DialogsFolder { get; set; } = "dialogs";

    /// <summary>The longest message that is understood, in UTF-16 units; longer ones are kept whole, and read up to here.</summary>
    [Range(200, 100_000)]
    public int MostRead { get; set; } = 8000;

    /// <summary>A silence after which the customer gets a one-line reminder of where things stand. Default one hour.</summary>
    public TimeSpan PauseBeforeRecap { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Where the links in e-mails to customers lead: the address at which they open the chat. Default http://localhost:5080.</summary>
    [Url]
    public string BaseUrl { get; set; } = "http://localhost:5080";
}

/// <summary>The flow files as loaded at start.</summary>
public sealed class FlowLibrary(IOptions<ConversationOptions> options)
{
    private readonly Lazy<FlowBook> _book = new(() => FlowBook.Load(options.Value.DialogsFolder));

    /// <summary>Throws, with file, line and column, where a file is not as it must be.</summary>
    public FlowBook Book => _book.Value;
}
