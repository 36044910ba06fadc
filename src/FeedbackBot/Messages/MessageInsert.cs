using System.Globalization;
using System.Text.Json;
using FeedbackBot.Storage;

namespace FeedbackBot.Messages;

/// <summary>
/// Writes a message with one prepared statement: every turn appends two or three, and through the change tracker they cost
/// more than everything else in a turn. A test reads what it wrote through the model, column by column.
/// </summary>
internal static class MessageInsert
{
    private static readonly string[] Columns =
    [
        "conversation_id", "sequence", "speaker", "type", "text", "language", "key", "sender_id", "sender_name", "reply_to",
        "flow", "step", "ticket", "ticket_number", "extras", "reading", "sent_at",
    ];

    private static readonly string Sql =
        $"INSERT INTO messages ({string.Join(", ", Columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", Columns.Select(c => "@" + c))})";

    public static void Run(FeedbackDb db, Message message)
    {
        var command = db.Statement(Sql, Columns);
        ReadOnlySpan<object?> values =
        [
            message.ConversationId.ToString().ToUpper(CultureInfo.InvariantCulture), message.Sequence, ColumnForms.Word(message.Speaker),
            message.Type, message.Text, message.Language, message.Key, message.SenderId, message.SenderName, message.ReplyTo,
            message.Flow, message.Step, message.Ticket, message.TicketNumber,
            message.Extras == null ? null : JsonSerializer.Serialize(message.Extras, StoredJson.Options), message.Reading, ColumnForms.Stored(message.SentAt),
        ];
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
    }
}
