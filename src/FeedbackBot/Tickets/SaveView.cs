using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Keeps a view of the queue, new or changed. One's own views are one's own to change; shared ones are also the managers'.</summary>
public sealed class SaveView(TimeProvider time)
{
    private const int MostOfOnePerson = 50;

    public async Task<SavedView> RunAsync(FeedbackDb db, Guid? id, SavedViewForm form, StaffMember by)
    {
        if (id is { } known)
        {
            var view = await db.ViewToChangeAsync(known, by);
            var (was, shared) = (view.Name, view.SharedWith != null);
            view.Become(form);
            if (shared || view.SharedWith != null)
            {
                db.Audit(Actor.Of(by), time.GetUtcNow().UtcDateTime, "view.changed", ("name", was), ("now", view.Name), ("shared", view.SharedWith));
            }

            return view;
        }

        var own = await db.SavedViews.Where(v => v.OwnerId == by.Id).Select(v => v.Position).ToListAsync();
        if (own.Count >= MostOfOnePerson)
        {
            throw new RuleViolation("too_many_views", $"{MostOfOnePerson} views are the most that one person can keep; delete one first.", "name");
        }

        var added = new SavedView(by.Id, form, own.Count == 0 ? 0 : own.Max() + 1, time.GetUtcNow().UtcDateTime);
        db.SavedViews.Add(added);
        if (added.SharedWith != null)
        {
            db.Audit(Actor.Of(by), added.CreatedAt, "view.made", ("name", added.Name), ("shared", added.SharedWith));
        }

        return added;
    }
}

/// <summary>Deletes a saved view, for everyone it was shared with.</summary>
public sealed class DeleteView(TimeProvider time)
{
    public async Task RunAsync(FeedbackDb db, Guid id, StaffMember by)
    {
        var view = await db.ViewToChangeAsync(id, by);
        db.SavedViews.Remove(view);
        if (view.SharedWith != null)
        {
            db.Audit(Actor.Of(by), time.GetUtcNow().UtcDateTime, "view.removed", ("name", view.Name));
        }
    }
}

/// <summary>Moves a saved view one place up or down among its owner's.</summary>
public sealed class MoveView
{
    public async Task RunAsync(FeedbackDb db, Guid id, bool up, StaffMember by)
    {
        var view = await db.ViewToChangeAsync(id, by);
        var all = await db.SavedViews.Where(v => v.OwnerId == view.OwnerId).OrderBy(v => v.Position).ThenBy(v => v.Id).ToListAsync();
        var (from, to) = (all.IndexOf(view), all.IndexOf(view) + (up ? -1 : 1));
        if (to >= 0 && to < all.Count)
        {
            (all[from], all[to]) = (all[to], all[from]);
        }

        for (var i = 0; i < all.Count; i++)
        {
            all[i].MoveTo(i);
        }
    }
}

/// <summary>Finding saved views.</summary>
public static class SavedViewLookup
{
    /// <summary>One's own views, and those shared with everyone or with one of these teams.</summary>
    public static IQueryable<SavedView> ViewsOf(this FeedbackDb db, Guid staffId, IReadOnlyCollection<string> teams)
    {
        var shared = teams.Append(SavedView.Everyone).ToArray();
        return db.SavedViews.AsNoTracking().Where(v => v.OwnerId == staffId || shared.Contains(v.SharedWith!)).OrderBy(v => v.Position).ThenBy(v => v.Id);
    }

    internal static bool MayChange(this StaffMember by, SavedView view) =>
        view.OwnerId == by.Id || (view.SharedWith != null && by.Manages);

    internal static async Task<SavedView> ViewToChangeAsync(this FeedbackDb db, Guid id, StaffMember by) =>
        await db.SavedViews.FirstOrDefaultAsync(v => v.Id == id) is { } view && by.MayChange(view)
            ? view
            : throw new RuleViolation("not_found", "There is no such view, or it is not yours to change.");
}
