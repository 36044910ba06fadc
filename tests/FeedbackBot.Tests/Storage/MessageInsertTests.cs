using System.Text.Json;
using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Storage;

/// <summary>The hand-written statement stores what the model reads back, column by column.</summary>
public sealed class MessageInsertTests
{
    [Fact]
    public async Task A_message_with_everything_comes_back_as_it_was()
    {
        await using var database = await TestDatabase.CreateAsync();
        var contact = new Contact(database.Now);
        var conversation = new Conversation("webchat", "abc", contact.Id, Languages.Chinese, database.Now);
        var full = new Draft(Speaker.Customer, "洗衣机坏了 🙏")
        {
            Type = "event",
            Language = "zh-Hans",
            Key = "k1",
            SenderId = "dl_1",
            SenderName = "小李",
            ReplyTo = 7,
            Flow = "complaint",
            Step = "description",
            ReceiptOf = "FB-000001",
            TicketNumber = 1,
            Extras = new() { ChannelData = "{\"a\":1}", Value = "v", Choices = [new("是", "yes")], Attachments = [new(conversation.Id, "图.png", "image/png", 12)] },
            Reading = "{}",
        };
        var (first, second) = await database.Work.RunAsync(db =>
        {
            db.Contacts.Add(contact);
            db.Conversations.Add(conversation);
            return Task.FromResult((db.Append(conversation, full, database.Now), db.Append(conversation, new(Speaker.Bot, "好的"), database.Now)));
        });

        await using var read = database.Open();
        var stored = await read.Messages.AsNoTracking().OrderBy(m => m.Sequence).ToListAsync();
        stored.Count.ShouldBe(2);
        foreach (var (written, back) in new[] { (first, stored[0]), (second, stored[1]) })
        {
            foreach (var property in typeof(Message).GetProperties().Where(p => p.Name != nameof(Message.Extras)))
            {
                property.GetValue(back).ShouldBe(property.GetValue(written), property.Name);
            }

            JsonSerializer.Serialize(back.Extras).ShouldBe(JsonSerializer.Serialize(written.Extras));
        }
    }
}
