using System.ComponentModel.DataAnnotations;
using System.Net.Mail;

namespace FeedbackBot.Connectors.Mail;

/// <summary>Where e-mail goes.</summary>
public enum MailMode { File, Smtp }

/// <summary>Settings under FeedbackBot:Mail.</summary>
public sealed class MailOptions : IValidatableObject
{
    /// <summary>File (default) writes .eml files into <see cref="Folder"/>; Smtp sends.</summary>
    public MailMode Mode { get; set; } = MailMode.File;

    /// <summary>Where .eml files go; default the folder outbox in the data folder.</summary>
    public string Folder { get; set; } = Path.Combine("data", "outbox");

    /// <summary>The mail server's name; needed for Smtp.</summary>
    public string? Host { get; set; }

    /// <summary>The mail server's port. Default 587.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>Signs in at the mail server where set.</summary>
    public string? UserName { get; set; }

    public string? Password { get; set; }

    /// <summary>Encrypts by STARTTLS, and refuses to send where the server cannot. Default true.</summary>
    public bool UseTls { get; set; } = true;

    /// <summary>The sender, as an address or as Name &lt;address&gt;.</summary>
    public string From { get; set; } = "FeedbackBot <feedbackbot@localhost>";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Mode == MailMode.Smtp && string.IsNullOrWhiteSpace(Host))
        {
            yield return new($"{nameof(Host)} is needed where {nameof(Mode)} is Smtp.", [nameof(Host)]);
        }

        if (!MailAddress.TryCreate(From, out _))
        {
            yield return new($"{nameof(From)} is an address such as FeedbackBot <care@example.com>, not '{From}'.", [nameof(From)]);
        }
    }
}
